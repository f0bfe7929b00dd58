package io.kvlane.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvlane.core.path.Expectation;
import io.kvlane.core.path.Expectation.Source;
import io.kvlane.core.path.ExpectedPath;
import io.kvlane.core.path.PathClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningExpectationTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Expectation LEARNED_RDMA =
      new Expectation(ExpectedPath.RDMA, Source.LEARNED);

  @TempDir private Path directory;

  private ExpectationStore store;
  private LearningExpectation expectation;

  @BeforeEach
  void begin() throws Exception {
    store = new ExpectationStore(StateDirectory.open(directory), Optional.of("this-machine"));
    expectation = new LearningExpectation(Optional.empty(), store);
  }

  private void show(PathClass path, int times) {
    for (int i = 0; i < times; i++) {
      expectation.learn(path, NOW);
    }
  }

  private Optional<ExpectedPath> onDisk() throws IOException {
    return store.load().map(ExpectationStore.Learned::path);
  }

  /** Makes saving fail for root too: a directory in the place of the file cannot be replaced. */
  private void breakDisk() throws IOException {
    Files.deleteIfExists(directory.resolve("expectation.json"));
    Files.createDirectories(directory.resolve("expectation.json/in-the-way"));
  }

  private void repairDisk() throws IOException {
    Files.delete(directory.resolve("expectation.json/in-the-way"));
    Files.delete(directory.resolve("expectation.json"));
  }

  @Test
  void shouldExpectNothingAtFirst() {
    expectation.refresh(NOW);

    assertThat(expectation.current()).isEmpty();
    assertThat(expectation.problem()).isEmpty();
  }

  @Test
  void shouldLearnFromThreeRuns() throws IOException {
    show(PathClass.HOST_RDMA, 2);
    assertThat(expectation.current()).isEmpty();
    assertThat(onDisk()).isEmpty();

    show(PathClass.HOST_RDMA, 1);
    assertThat(expectation.current()).contains(LEARNED_RDMA);
    assertThat(store.load()).contains(new ExpectationStore.Learned(ExpectedPath.RDMA, NOW));
  }

  @Test
  void shouldExpectWhatTheNodesResourcesSayUntilMoreWasLearned() {
    AtomicReference<Optional<ExpectedPath>> offered = new AtomicReference<>(Optional.empty());
    expectation = new LearningExpectation(Optional.empty(), offered::get, store);
    assertThat(expectation.current()).isEmpty();

    offered.set(Optional.of(ExpectedPath.RDMA));
    assertThat(expectation.current())
        .contains(new Expectation(ExpectedPath.RDMA, Source.ALLOCATABLE));

    show(PathClass.HOST_RDMA, 3);
    assertThat(expectation.current())
        .contains(new Expectation(ExpectedPath.RDMA, Source.ALLOCATABLE));

    show(PathClass.GPUDIRECT_RDMA, 3);
    assertThat(expectation.current())
        .contains(new Expectation(ExpectedPath.GPUDIRECT_RDMA, Source.LEARNED));
  }

  @Test
  void shouldExpectWhatIsConfiguredWhateverTheNodesResourcesSay() {
    expectation =
        new LearningExpectation(
            Optional.of(ExpectedPath.TCP), () -> Optional.of(ExpectedPath.RDMA), store);

    assertThat(expectation.current())
        .contains(new Expectation(ExpectedPath.TCP, Source.CONFIGURATION));
  }

  @Test
  void shouldNotLearnFromTcp() throws IOException {
    show(PathClass.TCP, 10);

    assertThat(expectation.current()).isEmpty();
    assertThat(onDisk()).isEmpty();
  }

  @Test
  void shouldPreferWhatIsConfigured() throws IOException {
    expectation = new LearningExpectation(Optional.of(ExpectedPath.TCP), store);

    show(PathClass.HOST_RDMA, 3);

    assertThat(expectation.current())
        .contains(new Expectation(ExpectedPath.TCP, Source.CONFIGURATION));
    assertThat(onDisk()).contains(ExpectedPath.RDMA);
  }

  @Test
  void shouldRememberAcrossARestart() {
    show(PathClass.HOST_RDMA, 3);

    expectation = new LearningExpectation(Optional.empty(), store);
    expectation.refresh(NOW);

    assertThat(expectation.current()).contains(LEARNED_RDMA);
  }

  @Test
  void shouldNotForgetWhatItIsAboutToLearn() {
    show(PathClass.HOST_RDMA, 2);
    expectation.refresh(NOW);
    show(PathClass.HOST_RDMA, 1);

    assertThat(expectation.current()).contains(LEARNED_RDMA);
  }

  @Test
  void shouldNotLowerItselfWhenTheNicsAreLost() throws IOException {
    show(PathClass.HOST_RDMA, 3);
    show(PathClass.TCP, 10);
    expectation.refresh(NOW);

    assertThat(expectation.current()).contains(LEARNED_RDMA);
    assertThat(onDisk()).contains(ExpectedPath.RDMA);
  }

  @Test
  void shouldForgetWhenAnotherProcessResets() throws IOException {
    show(PathClass.HOST_RDMA, 3);
    store.reset();

    expectation.refresh(NOW);

    assertThat(expectation.current()).isEmpty();
    assertThat(onDisk()).isEmpty();
  }

  @Test
  void shouldLearnAnewAfterAReset() throws IOException {
    show(PathClass.HOST_RDMA, 3);
    store.reset();
    expectation.refresh(NOW);

    show(PathClass.HOST_RDMA, 3);

    assertThat(expectation.current()).contains(LEARNED_RDMA);
    assertThat(onDisk()).contains(ExpectedPath.RDMA);
  }

  @Test
  void shouldKeepInMemoryWhatTheDiskDoesNotTake() throws IOException {
    breakDisk();

    show(PathClass.HOST_RDMA, 3);

    assertThat(expectation.current()).contains(LEARNED_RDMA);
    assertThat(expectation.problem())
        .hasValueSatisfying(
            problem -> assertThat(problem).startsWith("the learned expectation cannot be saved: "));
  }

  @Test
  void shouldSaveLaterWhatTheDiskDidNotTake() throws IOException {
    breakDisk();
    show(PathClass.HOST_RDMA, 3);
    repairDisk();

    expectation.refresh(NOW);

    assertThat(expectation.problem()).isEmpty();
    assertThat(expectation.current()).contains(LEARNED_RDMA);
    assertThat(onDisk()).contains(ExpectedPath.RDMA);
  }

  @Test
  void shouldNotFallBackToAnOlderExpectationOnDisk() throws IOException {
    show(PathClass.HOST_RDMA, 3);
    Path older = Files.copy(directory.resolve("expectation.json"), directory.resolve("older"));
    breakDisk();
    show(PathClass.GPUDIRECT_RDMA, 3);
    repairDisk();
    Files.move(older, directory.resolve("expectation.json"));

    expectation.refresh(NOW);

    assertThat(expectation.current())
        .contains(new Expectation(ExpectedPath.GPUDIRECT_RDMA, Source.LEARNED));
    assertThat(onDisk()).contains(ExpectedPath.GPUDIRECT_RDMA);
  }

  @Test
  void shouldReportADamagedFileAndKeepWhatItKnows() throws IOException {
    show(PathClass.HOST_RDMA, 3);
    Files.writeString(directory.resolve("expectation.json"), "{");

    expectation.refresh(NOW);

    assertThat(expectation.current()).contains(LEARNED_RDMA);
    assertThat(expectation.problem())
        .hasValueSatisfying(problem -> assertThat(problem).contains("is damaged"));
  }
}
