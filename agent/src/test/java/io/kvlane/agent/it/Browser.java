package io.kvlane.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium that reaches nothing but 127.0.0.1. */
final class Browser implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What axe-core is to check: all that the guidelines' levels A and AA ask, and good practice. */
  private static final String CHECK =
      """
      const done = arguments[arguments.length - 1];
      axe.run(document).then(
          (found) => done(JSON.stringify(found.violations.map((one) =>
              [one.id, one.nodes.map((node) => node.html + ' ' + node.failureSummary)]))),
          (failure) => done(String(failure)));
      """;

  private final ChromeDriver driver;
  private final String axe;

  private Browser(ChromeDriver driver, String axe) {
    this.driver = driver;
    this.axe = axe;
  }

  /** Starts a browser that keeps its files in a directory. */
  static Browser start(Path profile) throws IOException {
    Path program = program("chromium", "chromium");
    Path control = program("chromedriver", "chromium-driver");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program.toFile());
    options.setCapability("goog:loggingPrefs", logs);
    options.addArguments(
        "--headless=new",
        // In a container the tests are root, and the sandbox wants another user; pages are our own.
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--hide-scrollbars",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        "--window-size=1280,900",
        "--user-data-dir=" + profile);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(control.toFile())
            .usingAnyFreePort()
            .build();
    ChromeDriver driver = new ChromeDriver(service, options);
    driver.manage().timeouts().scriptTimeout(PATIENCE).pageLoadTimeout(PATIENCE);
    return new Browser(driver, script());
  }

  private static Path program(String name, String debianPackage) {
    return Installation.tool(name)
        .orElseThrow(() ->
            new AssertionError(
                name
                    + " is not installed: it is in Debian's package "
                    + debianPackage
                    + ", which src/build/install-native.sh e2e installs"));
  }

  private static String script() throws IOException {
    try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
      assertThat(in).as("axe-core's script").isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  void open(AgentProcess agent) {
    open(agent, "/");
  }

  void open(AgentProcess agent, String path) {
    driver.get("http://127.0.0.1:" + agent.port() + path);
  }

  /** Text of what a selector finds first. */
  String text(String selector) {
    return driver.findElement(By.cssSelector(selector)).getText();
  }

  /** Text of an element, whether it shows or not. */
  String content(String selector) {
    return String.valueOf(
        driver.findElement(By.cssSelector(selector)).getDomProperty("textContent"));
  }

  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  Object run(String script) {
    return Optional.ofNullable(driver.executeScript(script)).orElse("");
  }

  /** Presses a key where the focus is. */
  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Pastes the clipboard into a field that is made for it, and takes it away again. */
  String pasted() {
    run(
        "const area = document.createElement('textarea'); area.id = 'pasted';"
            + " document.body.append(area); area.focus();");
    new Actions(driver).keyDown(Keys.CONTROL).sendKeys("v").keyUp(Keys.CONTROL).perform();
    return String.valueOf(
        run(
            "const area = document.getElementById('pasted');"
                + " const text = area.value; area.remove(); return text;"));
  }

  /** Asks for dark or light, as the reader's system would. */
  void prefers(String scheme) {
    cdp(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** The size of the screen; a phone's when it is narrow. */
  void screen(int width, int height) {
    cdp(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
  }

  /** Turns JavaScript on or off, from the next page on. */
  void scripts(boolean on) {
    cdp("Emulation.setScriptExecutionDisabled", Map.of("value", !on));
  }

  /** Allows or refuses all requests, as if the node had gone. */
  void online(boolean on) {
    cdp("Network.enable", Map.of());
    cdp(
        "Network.emulateNetworkConditions",
        Map.of("offline", !on, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  private Map<String, Object> cdp(String command, Map<String, Object> parameters) {
    return driver.executeCdpCommand(command, parameters);
  }

  /** Writes what the whole page looks like. */
  void screenshot(Path file) {
    Map<String, Object> answer =
        cdp("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, Base64.getDecoder().decode(String.valueOf(answer.get("data"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What axe-core objects to. */
  String violations() {
    driver.executeScript(axe);
    return String.valueOf(driver.executeAsyncScript(CHECK));
  }

  /** What the console said since the last time, but for network errors while offline. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Requests of pages since the last time. */
  List<String> requests() {
    List<String> requests = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      JsonNode message = message(entry);
      if (message.path("method").asText().equals("Network.requestWillBeSent")) {
        requests.add(message.at("/params/request/url").asText());
      }
    }
    return requests;
  }

  private static JsonNode message(LogEntry entry) {
    try {
      return JSON.readTree(entry.getMessage()).path("message");
    } catch (JsonProcessingException e) {
      throw new AssertionError(entry.getMessage(), e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
