package io.kvlane.agent;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between kvlane's modules, and what its core must not touch. */
@AnalyzeClasses(packages = "io.kvlane", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String CORE = "io.kvlane.core..";
  private static final String PROBES = "io.kvlane.probes..";
  private static final String EXPORTERS = "io.kvlane.exporters..";
  private static final String AGENT = "io.kvlane.agent..";

  @ArchTest
  static final ArchRule coreUsesTheJdkOnly =
      classes()
          .that()
          .resideInAPackage(CORE)
          .should()
          .onlyDependOnClassesThat(resideInAnyPackage(CORE, "java..", "org.jspecify.."))
          .because("the domain must be usable and testable without any library, Kubernetes' too")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule probesUseCoreOnly =
      noClasses()
          .that()
          .resideInAPackage(PROBES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(EXPORTERS, AGENT)
          .because("the probe process is a program of its own and carries nothing of the agent")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule exportersUseCoreOnly =
      noClasses()
          .that()
          .resideInAPackage(EXPORTERS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(PROBES, AGENT)
          .because("observations flow one way: what is exported was judged in core first")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule agentTalksToProbesThroughTheirProtocol =
      noClasses()
          .that()
          .resideInAPackage(AGENT)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(PROBES)
                  .and(
                      resideOutsideOfPackages(
                          "io.kvlane.probes.process..",
                          "io.kvlane.probes.protocol..",
                          "io.kvlane.probes.host..")))
          .because(
              "the agent outlives every native library, so it may not load one: it starts the"
                  + " probe process, speaks its protocol and reads host files, nothing else")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule nativeCallsStayInProbes =
      noClasses()
          .that()
          .resideOutsideOfPackage(PROBES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jnr..", "com.kenai.jffi..")
          .because(
              "UCX, libfabric and GPU drivers abort and hang: only the probe process, which"
                  + " may die, calls them")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule kubernetesStaysAtItsEdges =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.kvlane.agent.discovery..",
              "io.kvlane.agent.kubernetes..",
              "io.kvlane.exporters.kubernetes..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.fabric8..")
          .because(
              "kvlane works without Kubernetes, and loads its client only where it is asked for")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule timeIsPassedIntoCore =
      noClasses()
          .that()
          .resideInAPackage(CORE)
          .should()
          .accessTargetWhere(readsAClock())
          .because("time is passed in: rules are pure functions of observations and time")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule coreDoesNotLog =
      noClasses()
          .that()
          .resideInAPackage(CORE)
          .should(ACCESS_STANDARD_STREAMS)
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("java.util.logging..")
          .because("core returns what it has to say; who shows it is decided outside")
          .allowEmptyShould(true);

  private static DescribedPredicate<JavaAccess<?>> readsAClock() {
    return describe(
        "a clock is read",
        access -> {
          String owner = access.getTargetOwner().getName();
          String name = access.getTarget().getName();
          return switch (owner) {
            case "java.lang.System" -> name.equals("nanoTime") || name.equals("currentTimeMillis");
            case "java.time.Clock" -> name.startsWith("system") || name.startsWith("tick");
            default -> owner.startsWith("java.time.") && name.equals("now");
          };
        });
  }
}
