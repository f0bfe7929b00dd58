package io.kvlane.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvlane.agent.samples.Certificates;
import io.kvlane.agent.samples.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * The status page of real agents in a real browser. What it looks like is left in {@code
 * agent/target/screenshots}.
 */
@Tag("e2e")
final class StatusPageIT {

  private static final Path SCREENSHOTS = Repository.file("agent/target/screenshots");
  private static final int MOST_BYTES = 150_000;

  /** A poll, and what the answer and its drawing take on a busy machine. */
  private static final Duration ONE_POLL = Duration.ofSeconds(5).plusSeconds(2);

  private static final String HOSTILE = "<img src=x onerror=document.title=String(1)>";

  @TempDir private static Path profile;

  private static Browser browser;

  @TempDir private Path directory;

  @BeforeAll
  static void startBrowser() throws IOException {
    browser = Browser.start(profile);
  }

  @AfterAll
  static void endBrowser() {
    browser.close();
  }

  @BeforeEach
  void settle() {
    browser.scripts(true);
    browser.prefers("light");
    browser.screen(1280, 900);
    browser.complaints();
    browser.requests();
  }

  @AfterEach
  void leave() {
    browser.scripts(true);
    browser.run("window.location = 'about:blank'");
  }

  /** Two nodes with GPUs, NICs and each other, of which the first is looked at. */
  @Test
  void shouldShowANodeWithGpusAndPeersInAllColoursAndSizes() throws Exception {
    Certificates.make(directory);
    int onePort = Installation.freePort();
    int otherPort = Installation.freePort();
    try (AgentProcess one = node("gpu-a17", onePort, "gpu-b03", otherPort, "gpudirect-rdma");
        AgentProcess other = node("gpu-b03", otherPort, "gpu-a17", onePort, "tcp")) {
      Await.until(
          "pairs measured both ways", () -> pairs(one).containsAll(List.of("read", "write")));
      Await.until("runs of GPUs", () -> has(one, "gpu"));
      assertThat(other.get("/").body()).contains("gpu-a17");

      browser.open(one);

      assertThat(browser.text("#verdict"))
          .contains("Fallback", "tcp", "gpudirect-rdma", "configuration");
      assertThat(browser.text("#peers")).contains("gpu-b03", "tcp (fallback)", "B/s");
      assertThat(browser.text("#devices")).contains("mlx5_0:1", "active");
      assertThat(browser.text("#gpus")).contains("GPU 0", "GPU 1");
      assertThat(browser.text("#workers")).contains("The agent is in no pod of Kubernetes");
      assertThat(browser.all("#bandwidth svg[role=img]")).isNotEmpty();
      assertThat(browser.all("#findings .finding .copy")).isNotEmpty();
      assertNothingForeign(one);
      assertLight();
      for (String scheme : List.of("light", "dark")) {
        browser.prefers(scheme);
        assertThat(browser.violations()).as("axe-core, " + scheme).isEqualTo("[]");
        browser.screenshot(SCREENSHOTS.resolve("trouble-" + scheme + ".png"));
      }
      for (String scheme : List.of("dark", "light")) {
        browser.prefers(scheme);
        browser.screen(360, 800);
        assertNoOverflow();
        browser.screenshot(SCREENSHOTS.resolve("trouble-phone-" + scheme + ".png"));
      }
      assertThat(browser.violations()).as("axe-core, phone").isEqualTo("[]");
    }
  }

  private static List<String> pairs(AgentProcess agent) {
    return agent
        .json("/api/v1/transfers")
        .path("transfers")
        .valueStream()
        .filter(run -> run.has("peer") && run.has("lastVerified"))
        .filter(run -> run.path("intent").asText().equals("default"))
        .map(run -> run.path("operation").asText())
        .toList();
  }

  private static boolean has(AgentProcess agent, String field) {
    return agent
        .json("/api/v1/transfers")
        .path("transfers")
        .valueStream()
        .anyMatch(run -> run.has(field) && run.has("lastVerified"));
  }

  private AgentProcess node(String name, int port, String peer, int peerPort, String expected)
      throws Exception {
    Map<String, String> settings = new TreeMap<>();
    settings.put("KVLANE_NODE_NAME", name);
    settings.put("KVLANE_PEERS", peer + "=127.0.0.1:" + peerPort);
    settings.put("KVLANE_PEER_EPOCH", "5s");
    settings.put("KVLANE_EXPECTED_PATH", expected);
    settings.put("KVLANE_HOST_ROOT", host("h100-infiniband").toString());
    settings.put(
        "KVLANE_GPU_LIBRARY_DIRECTORY", GpuStubs.compile(directory.resolve("driver")).toString());
    settings.put("KVLANE_CONTROL_HOST", "127.0.0.1");
    settings.put("KVLANE_CONTROL_PORT", Integer.toString(port));
    settings.put("KVLANE_CONTROL_CERTIFICATE_FILE", directory.resolve("agent.crt").toString());
    settings.put("KVLANE_CONTROL_KEY_FILE", directory.resolve("agent.key").toString());
    settings.put("KVLANE_CONTROL_AUTHORITY_FILE", directory.resolve("ca.crt").toString());
    return AgentProcess.serving(sub(name), settings);
  }

  private static Path host(String scenario) {
    return Repository.file("native-probes/src/test/hosts").resolve(scenario);
  }

  private Path sub(String name) throws IOException {
    return Files.createDirectories(directory.resolve(name));
  }

  private static void assertNothingForeign(AgentProcess agent) {
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests())
        .isNotEmpty()
        .allMatch(url -> url.startsWith("http://127.0.0.1:" + agent.port() + "/"));
  }

  private static void assertLight() {
    Object bytes =
        browser.run(
            "return Math.round(performance.getEntriesByType('navigation')"
                + ".concat(performance.getEntriesByType('resource'))"
                + ".reduce((sum, entry) => sum + entry.decodedBodySize, 0))");
    System.out.println("status page: " + bytes + " bytes with all that it loads");
    assertThat(((Number) bytes).longValue()).isBetween(10_000L, (long) MOST_BYTES);
  }

  private static void assertNoOverflow() {
    assertThat(browser.run("return document.documentElement.scrollWidth > window.innerWidth"))
        .as("scrolls sideways")
        .isEqualTo(false);
  }

  @Test
  void shouldShowAFaultWithinOnePollAndKeepWhatTheReaderDoes() throws Exception {
    try (TransferLock lock = TransferLock.hold(directory.resolve("state"));
        AgentProcess agent =
            AgentProcess.serving(directory, Map.of("KVLANE_EXPECTED_PATH", "gpudirect-rdma"))) {
      Await.until(
          "engines that were looked at",
          () -> !agent.json("/api/v1/node").path("engines").isEmpty());
      browser.open(agent);
      assertThat(browser.text("#verdict")).contains("Not measured");
      assertThat(browser.violations()).isEqualTo("[]");
      browser.screenshot(SCREENSHOTS.resolve("not-measured.png"));
      browser.run(
          "const row = document.querySelector('#agent tbody th'); getSelection().selectAllChildren(row);"
              + " document.querySelector('nav a[href=\"#gpus\"]').focus(); window.kept = row;");

      lock.release();
      agent.finding("path-fallback", "");
      long since = System.nanoTime();
      Await.until(
          "the page to show the fault", () -> browser.text("#verdict").contains("Fallback"));
      Duration took = Duration.ofNanos(System.nanoTime() - since);

      System.out.println("status page: shows a fault after " + took.toMillis() + " ms");
      assertThat(took).isLessThan(ONE_POLL);
      assertThat(browser.text("#findings")).contains("critical", "path-fallback");
      assertThat(browser.run("return document.activeElement.getAttribute('href')"))
          .isEqualTo("#gpus");
      assertThat(browser.run("return window.kept.isConnected && getSelection().toString() !== ''"))
          .isEqualTo(true);
      assertThat(
              browser.run("return document.querySelectorAll('[role=status], [aria-live]').length"))
          .as("live regions")
          .isEqualTo(1L);
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void shouldCopyAFixWithTheKeyboardAlone() throws Exception {
    try (AgentProcess agent =
        AgentProcess.serving(directory, Map.of("KVLANE_EXPECTED_PATH", "rdma"))) {
      JsonNode finding = agent.finding("path-fallback", "");
      browser.open(agent);

      for (int i = 0; i < 60 && !isOnCopy(); i++) {
        browser.press(Keys.TAB);
      }
      assertThat(isOnCopy()).as("the first button is reached").isTrue();
      assertThat(browser.run("return getComputedStyle(document.activeElement).outlineStyle"))
          .as("the focus shows")
          .isEqualTo("solid");
      String fix =
          String.valueOf(
              browser.run(
                  "return document.activeElement.parentNode.querySelector('.copied').textContent"));
      browser.press(Keys.ENTER);

      Await.until(
          "the button to say so",
          () -> browser.run("return document.activeElement.textContent").equals("Copied"));
      assertThat(fix).isNotEmpty();
      assertThat(agent.get("/api/v1/findings").body()).contains(finding.path("fix").asText());
      assertThat(browser.pasted()).isEqualTo(fix);

      browser.all("#findings .about a").getFirst().click();
      assertThat(browser.text("body")).contains("## Meaning");
      assertThat(agent.get("/runbooks/").body()).contains("/runbooks/path-fallback.md");
      assertThat(agent.get("/runbooks/none-such.md").statusCode()).isEqualTo(404);
      assertThat(agent.get("/runbooks/..%2fapplication.properties").statusCode()).isEqualTo(404);
    }
  }

  private static boolean isOnCopy() {
    return browser.run("return document.activeElement.className").equals("copy");
  }

  @Test
  void shouldShowTheSameFactsWithoutJavaScript() throws Exception {
    try (AgentProcess agent =
        AgentProcess.serving(directory, Map.of("KVLANE_EXPECTED_PATH", "rdma"))) {
      agent.awaitRound();
      browser.scripts(false);
      browser.open(agent);

      assertThat(browser.text("#verdict")).contains("Fallback", "rdma");
      assertThat(browser.text("#findings")).contains("path-fallback", "Fix");
      assertThat(browser.text("#transfers")).contains("default read", "verified", "own-sockets");
      assertThat(browser.all("#bandwidth svg")).isNotEmpty();
      assertThat(browser.all(".copy")).noneMatch(button -> button.isDisplayed());
      assertThat(browser.all("head meta[http-equiv=refresh]")).hasSize(1);
      browser.screenshot(SCREENSHOTS.resolve("without-javascript.png"));
    }
  }

  @Test
  void shouldShowAHealthyNodeAndSayWhenItAnswersNoLonger() throws Exception {
    AgentProcess agent = AgentProcess.serving(directory, Map.of("KVLANE_EXPECTED_PATH", "tcp"));
    try (agent) {
      agent.awaitRound();
      browser.open(agent);

      assertThat(browser.text("#verdict"))
          .contains("As expected", "KV bytes take tcp, as expected.");
      for (String scheme : List.of("light", "dark")) {
        browser.prefers(scheme);
        assertThat(browser.violations()).as("axe-core, " + scheme).isEqualTo("[]");
        browser.screenshot(SCREENSHOTS.resolve("healthy-" + scheme + ".png"));
      }
      browser.prefers("light");
      browser.screen(360, 800);
      assertNoOverflow();
      browser.screenshot(SCREENSHOTS.resolve("healthy-phone.png"));
      assertNothingForeign(agent);
    }
    browser.screen(1280, 900);
    Await.until(
        "the page to say so",
        () -> browser.content("#silence").startsWith("Not answering since 20"));
    assertThat(browser.text("#verdict")).contains("As expected");
    assertThat(browser.violations()).as("axe-core, not answering").isEqualTo("[]");
    browser.screenshot(SCREENSHOTS.resolve("not-answering.png"));
  }

  /** The reason why UCX is missing carries the name of a directory, which may be anything. */
  @Test
  void shouldNotExecuteWhatIsText() throws Exception {
    Path hostile = sub(HOSTILE);
    Map<String, String> settings = new HashMap<>();
    settings.put("KVLANE_UCX_LIBRARY_DIRECTORY", hostile.toString());
    settings.put("KVLANE_GPU_LIBRARY_DIRECTORY", hostile.toString());
    try (AgentProcess agent = AgentProcess.serving(sub("agent"), settings)) {
      Await.until("the name on the page", () -> agent.get("/").body().contains("&lt;img src=x"));
      browser.open(agent);

      assertThat(browser.content("body")).contains(HOSTILE);
      assertThat(browser.all("img")).isEmpty();
      assertThat(browser.run("return document.title")).asString().contains("kvlane");
      assertNothingForeign(agent);
      assertThat(policy(agent))
          .contains("default-src 'none'")
          .doesNotContain("unsafe", "data:", "http");
    }
  }

  private static String policy(AgentProcess agent) {
    Optional<String> policy = agent.get("/").headers().firstValue("Content-Security-Policy");
    assertThat(policy).isPresent();
    return policy.orElseThrow();
  }
}
