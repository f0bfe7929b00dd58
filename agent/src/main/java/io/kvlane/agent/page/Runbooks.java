package io.kvlane.agent.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages on what to do, as they were when the agent was built. Safe for every thread. */
final class Runbooks {

  private static final String FOLDER = "runbooks/";
  private static final String SUFFIX = ".md";

  /** A page that is always there, and so shows where the others are. */
  private static final String ANY = FOLDER + "path-fallback" + SUFFIX;

  /** No dot, no slash: such a name leads nowhere else. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,40}(-[a-z0-9]{1,40}){0,12}");

  private Runbooks() {}

  /** The page of a name, such as {@code path-fallback}, empty where there is none. */
  static Optional<byte[]> page(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    try (InputStream in = Runbooks.class.getResourceAsStream("/" + FOLDER + name + SUFFIX)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names of all pages, in their order. */
  static List<String> names() {
    try {
      return files(Runbooks.class.getResource("/" + ANY))
          .filter(file -> file.endsWith(SUFFIX))
          .map(file -> file.substring(0, file.length() - SUFFIX.length()))
          .filter(name -> NAME.matcher(name).matches())
          .sorted()
          .toList();
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("the runbooks of this build cannot be listed", e);
    }
  }

  /** In a jar as it is installed, in a folder where tests run. */
  private static Stream<String> files(URL any) throws IOException, URISyntaxException {
    if (any.openConnection() instanceof JarURLConnection jar) {
      return jar.getJarFile().stream()
          .map(entry -> entry.getName())
          .filter(entry -> entry.startsWith(FOLDER))
          .map(entry -> entry.substring(FOLDER.length()));
    }
    try (Stream<Path> files = Files.list(Path.of(any.toURI()).resolveSibling(""))) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }

  /** The list of all pages, for people. */
  static byte[] index() {
    Html page =
        new Html()
            .open("html", "lang", "en")
            .open("head")
            .open("meta", "charset", "utf-8")
            .open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
            .element("title", "Runbooks – kvlane")
            .open("link", "rel", "icon", "href", "/icon.svg")
            .open("link", "rel", "stylesheet", "href", "/page.css")
            .close("head")
            .open("body")
            .open("main")
            .element("h1", "Runbooks")
            .open("p")
            .text("What rules and alerts mean, and what to do. ")
            .element("a", "Back to the node", "href", "/")
            .close("p")
            .open("ul", "class", "pages");
    for (String name : names()) {
      page.open("li").element("a", name, "href", "/" + FOLDER + name + SUFFIX).close("li");
    }
    page.close("ul").close("main").close("body").close("html");
    return ("<!doctype html>\n" + page).getBytes(StandardCharsets.UTF_8);
  }
}
