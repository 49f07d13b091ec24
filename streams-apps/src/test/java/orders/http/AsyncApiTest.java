package orders.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orders.contract.App;
import orders.contract.Catalogue;
import orders.contract.Topic;
import orders.memory.MemoryBackend;
import org.junit.jupiter.api.Test;

/// The contract of the topics, as the specification's own parser reads it.
class AsyncApiTest {

  private static final Path SOURCE = Path.of("src/test/node/asyncapi");
  private static final Path WORK = Path.of("target/asyncapi");
  private static final int NPM_MINUTES_MAX = 5;

  @Test
  void the_parser_has_no_complaint_and_sees_every_topic_and_every_app()
      throws IOException, InterruptedException {
    assumeTrue(installed("node") && installed("npm"), "node and npm are not installed");
    install();
    Path document = WORK.resolve("asyncapi.yaml").toAbsolutePath();
    try (Api api = Api.over(new MemoryBackend().routes())) {
      Api.Reply reply = api.get("/asyncapi.yaml");
      assertThat(reply.header("Content-Type")).startsWith("application/yaml");
      Files.writeString(document, reply.body());
    }
    List<String> seen = run("node", "validate.js", document.toString());
    assertThat(seen).noneMatch(line -> line.startsWith("complaint"));
    Catalogue catalogue = Catalogue.get();
    assertThat(of(seen, "channel")).isEqualTo(catalogue.topics().keySet());
    assertThat(of(seen, "operation")).isEqualTo(operations(catalogue));
    // An Avro record is an object to the parser: it has read the schema of each.
    assertThat(of(seen, "message"))
        .containsAll(
            catalogue.topics().values().stream()
                .map(Topic::schemas)
                .flatMap(List::stream)
                .map(name -> name + " object")
                .toList());
  }

  private static Set<String> operations(Catalogue catalogue) {
    return catalogue.apps().values().stream()
        .flatMap(AsyncApiTest::operations)
        .collect(Collectors.toSet());
  }

  private static Stream<String> operations(App app) {
    return Stream.concat(
        app.consumes().stream().map(topic -> app.id() + ".receive." + topic),
        app.produces().stream().map(topic -> app.id() + ".send." + topic));
  }

  private static Set<String> of(List<String> lines, String kind) {
    return lines.stream()
        .filter(line -> line.startsWith(kind + " "))
        .map(line -> line.substring(kind.length() + 1))
        .collect(Collectors.toSet());
  }

  /// Installs what the lock file says, once.
  private static void install() throws IOException, InterruptedException {
    Files.createDirectories(WORK);
    boolean same = true;
    for (String name : List.of("package.json", "package-lock.json", ".npmrc", "validate.js")) {
      Path copy = WORK.resolve(name);
      same &= Files.exists(copy) && Files.mismatch(SOURCE.resolve(name), copy) < 0;
      Files.copy(SOURCE.resolve(name), copy, StandardCopyOption.REPLACE_EXISTING);
    }
    Path done = WORK.resolve("node_modules").resolve(".package-lock.json");
    if (!same || !Files.exists(done)) {
      run("npm", "ci");
    }
  }

  private static List<String> run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(WORK.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(NPM_MINUTES_MAX, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said.lines().toList();
  }

  private static boolean installed(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }
}
