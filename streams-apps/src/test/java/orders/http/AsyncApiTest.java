package orders.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orders.contract.App;
import orders.contract.Catalogue;
import orders.contract.Topic;
import orders.engine.Envelope;
import orders.memory.MemoryBackend;
import org.junit.jupiter.api.Test;

/// The contract of the topics, as the specification's own parser reads it.
class AsyncApiTest {

  private static final Path SOURCE = Path.of("src/test/node/asyncapi");
  private static final Path WORK = Path.of("target/asyncapi");

  /// Of one command; an installation fetches some hundred packages, over whatever line there is.
  private static final Duration RUN_MAX = Duration.ofMinutes(15);

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

  @Test
  void every_header_that_is_written_is_described() throws Exception {
    List<String> names = new ArrayList<>();
    for (Field constant : Envelope.class.getFields()) {
      names.add(String.valueOf(constant.get(null)));
    }
    assertThat(names).contains("ce_expectedversion", "ce_replayed", "traceparent");
    try (Api api = Api.over(new MemoryBackend().routes())) {
      String document = api.get("/asyncapi.yaml").body();
      assertThat(names).allSatisfy(name -> assertThat(document).contains(name + ":"));
    }
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
    Path said = WORK.resolve(command[0] + ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(WORK.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    boolean ended = process.waitFor(RUN_MAX.toSeconds(), TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("%s ends within %s", List.of(command), RUN_MAX).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    return Files.readAllLines(said);
  }

  private static boolean installed(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }
}
