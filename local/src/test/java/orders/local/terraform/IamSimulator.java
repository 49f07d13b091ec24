package orders.local.terraform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// An evaluator of IAM policies that shares no code with us (npm, from its lock file).
final class IamSimulator {

  private static final Path SOURCE = Path.of("src/test/node/iam");
  private static final Path WORK = Path.of("target/iam");
  private static final int NPM_MINUTES_MAX = 5;
  private static final JsonMapper JSON = new JsonMapper();

  /// What an app would do.
  record Request(String app, String action, String resource) {

    String line(Policies policies) throws IOException {
      return JSON.writeValueAsString(
          Map.of("policy", policies.of(app), "action", action, "resource", resource));
    }
  }

  private IamSimulator() {}

  /// What the lock file says, once.
  static IamSimulator install() throws IOException, InterruptedException {
    Terraform.need(
        Terraform.onPath("node") && Terraform.onPath("npm"), "node and npm are not installed");
    Files.createDirectories(WORK);
    boolean same = Files.exists(WORK.resolve("node_modules/.package-lock.json"));
    for (String name : List.of("package.json", "package-lock.json", ".npmrc", "decide.js")) {
      Path copy = WORK.resolve(name);
      same &= Files.exists(copy) && Files.mismatch(SOURCE.resolve(name), copy) < 0;
      Files.copy(SOURCE.resolve(name), copy, StandardCopyOption.REPLACE_EXISTING);
    }
    if (!same) {
      run(Path.of("/dev/null"), "npm", "ci", "--prefer-offline", "--ignore-scripts");
    }
    return new IamSimulator();
  }

  /// One answer for each request: `Allowed`, `ImplicitlyDenied`, or what is wrong with it.
  List<String> decide(Policies policies, List<Request> requests)
      throws IOException, InterruptedException {
    Path file = WORK.resolve("requests.jsonl");
    try (var writer = Files.newBufferedWriter(file)) {
      for (Request request : requests) {
        writer.write(request.line(policies));
        writer.newLine();
      }
    }
    List<String> answers = run(file.toAbsolutePath(), "node", "decide.js").lines().toList();
    assertThat(answers).hasSameSizeAs(requests);
    return answers;
  }

  private static String run(Path input, String... command)
      throws IOException, InterruptedException {
    Path said = WORK.resolve("said.log");
    Process process =
        new ProcessBuilder(command)
            .directory(WORK.toFile())
            .redirectInput(input.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    boolean ended = process.waitFor(NPM_MINUTES_MAX, TimeUnit.MINUTES);
    process.destroyForcibly();
    String text = Files.readString(said, UTF_8);
    assertThat(ended && process.exitValue() == 0).as(text).isTrue();
    return text;
  }
}
