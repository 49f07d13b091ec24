package orders.local.terraform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import orders.app.OrdersProcess;
import orders.app.Role;
import orders.app.Settings;
import orders.cli.ExitCodes;
import orders.cli.Main;
import orders.contract.Catalogue;
import orders.kafka.ClientProperties;
import orders.kafka.Durability;
import orders.kafka.KafkaConnection;
import orders.kafka.StartupGuard;
import orders.kafka.TopicAdmin;
import orders.local.EmbeddedBroker;
import orders.local.LocalKafka;
import orders.local.iam.AccessKey;
import orders.local.iam.IamListener;
import orders.local.sandbox.Faults;
import orders.local.sandbox.Sandbox;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One apply, against servers on this machine, gives everything that the apps need to run: an order
/// is placed with the file that Terraform prints, on topics that are as it made them.
class AppliedTest {

  private static final String SETTINGS = "-var-file=envs/emulator.tfvars";
  private static final String SECRET = Sandbox.newSecret();
  private static final AccessKey KEY = AccessKey.of("applied");
  private static final String REBUILD =
      " -XX:+UseCompactObjectHeaders -XX:FreqInlineSize=100 -Xlog:cds=off";
  private static final Duration SESSION = Duration.ofSeconds(5);
  private static final String[] SDK = {
    "aws.region", "us-east-1", "aws.accessKeyId", KEY.id(), "aws.secretAccessKey", KEY.secret()
  };

  @TempDir static Path directory;
  private static Terraform terraform;
  private static Emulator emulator;
  private static EmbeddedBroker broker;
  private static Path root;
  private static Applied applied;

  @BeforeAll
  static void apply() throws Exception {
    terraform = Terraform.withAws();
    int port = LocalKafka.freePort();
    // First, since a port that is free now may not be so when everything is applied.
    broker =
        EmbeddedBroker.start(
            directory.resolve("kafka"), port, 0, IamListener.settings(port, SESSION, KEY));
    emulator = Emulator.start("127.0.0.1:" + port, directory.resolve("emulator.log"));
    root = terraform.copy("applied", "");
    run("apply");
    applied = Applied.read(terraform.ok(root, "show", "-json"));
    for (int i = 0; i < SDK.length; i += 2) {
      System.setProperty(SDK[i], SDK[i + 1]);
    }
    System.setProperty("aws.endpointUrlGlue", emulator.aws());
  }

  /// A destroy takes everything away, and with that the test ends.
  @AfterAll
  static void destroy() throws Exception {
    System.clearProperty("aws.endpointUrlGlue");
    for (int i = 0; i < SDK.length; i += 2) {
      System.clearProperty(SDK[i]);
    }
    if (broker != null) {
      broker.close();
    }
    try {
      if (applied != null) {
        run("destroy", "-refresh=false");
        assertThat(terraform.ok(root, "state", "list")).isBlank();
      }
    } finally {
      if (emulator != null) {
        emulator.close();
      }
      if (terraform != null) {
        terraform.close();
      }
    }
  }

  @Test
  void an_order_is_placed_with_the_file_that_it_prints() throws Exception {
    try (Admin admin = Admin.create(ClientProperties.admin(connection(), "terraform-test"))) {
      admin.createTopics(applied.topics()).all().get();
      assertThat(Main.line().execute("topics", "plan", "--config-file=" + file()))
          .isEqualTo(ExitCodes.OK);
      guardKnowsAnEditedCatalogue(admin);
    }
    try (Sandbox sandbox = sandbox();
        OrdersProcess process = process(sandbox)) {
      await().atMost(Duration.ofMinutes(2)).until(process::ready);
      URI api = URI.create("http://127.0.0.1:" + process.port());
      sandbox.callTo(api);
      var caller = new OneOrder(api);
      String order = caller.place();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> caller.get("/v1/invoices/" + order).contains("\"CAPTURED\""));
    }
  }

  @Test
  void destroying_the_topics_stack_keeps_every_topic() throws Exception {
    JsonNode resources = applied.template().path("Resources");
    assertThat(resources).hasSize(Catalogue.get().topics().size());
    for (JsonNode topic : resources) {
      assertThat(topic.path("DeletionPolicy").asText()).isEqualTo("Retain");
      assertThat(topic.path("UpdateReplacePolicy").asText()).isEqualTo("Retain");
    }
  }

  /// A process is each of its apps in turn, by a role that has just that app's policy.
  @Test
  void each_app_of_each_task_has_a_role_of_its_own() throws Exception {
    Map<String, String> roles =
        applied.of("aws_iam_role").stream()
            .collect(Collectors.toMap(role -> role.path("name").asText(), AppliedTest::arn));
    Map<String, Map<String, String>> environments = applied.environments();
    assertThat(environments).hasSize(10);
    for (var task : environments.entrySet()) {
      String process = task.getKey().replace("orders-dev-", "");
      KafkaConnection kafka =
          Settings.read(task.getValue(), Map.of("advertised.host", "a")).kafka();
      for (String app : Catalogue.get().processes().getOrDefault(process, List.of())) {
        assertThat(kafka.of(app).security().get("sasl.jaas.config"))
            .contains("awsRoleArn=\"" + roles.get("orders-dev-app-" + app) + "\"");
      }
    }
  }

  /// A JVM refuses a flag that it does not know, and then no task starts.
  @Test
  void every_task_has_flags_that_a_jvm_takes_and_a_replay_those_of_a_rebuild() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Map<String, Map<String, String>> environments = applied.environments();
    assertThat(environments).containsKey("orders-dev-replay");
    for (var task : environments.entrySet()) {
      String flags = task.getValue().getOrDefault("JAVA_TOOL_OPTIONS", "");
      var builder = new ProcessBuilder(java, "-version").redirectErrorStream(true);
      builder.environment().keySet().removeAll(Set.of("JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
      builder.environment().put("JAVA_TOOL_OPTIONS", flags);
      Process tried = builder.start();
      String said = new String(tried.getInputStream().readAllBytes(), UTF_8);
      assertThat(tried.waitFor()).as(task.getKey() + ": " + said).isZero();
      assertThat(flags)
          .as(task.getKey())
          .startsWith("-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError")
          .matches(
              all -> all.endsWith(REBUILD) == task.getKey().equals("orders-dev-replay"),
              "has the flags of a rebuild if it is one");
    }
  }

  private static void guardKnowsAnEditedCatalogue(Admin admin) throws Exception {
    Path edited = Files.writeString(directory.resolve("catalogue.yaml"), Edited.withRefunds());
    try (InputStream yaml = Files.newInputStream(edited)) {
      var topics =
          new TopicAdmin(admin, Catalogue.parse(yaml).topics().values(), 4, Durability.LOCAL);
      assertThatThrownBy(() -> StartupGuard.topics(topics.plan()))
          .isInstanceOf(StartupGuard.Refused.class)
          .hasMessageContaining(Edited.TOPIC + " missing");
    }
  }

  /// As it prints it, but for TLS, which the broker here does not speak. It does verify who signs.
  private static Path file() throws Exception {
    String printed = terraform.ok(root, "output", "-raw", "client_properties");
    assertThat(printed).contains("sasl.mechanism=AWS_MSK_IAM", "security.protocol=SASL_SSL");
    return Files.writeString(
        directory.resolve("client.properties"),
        printed.replace("security.protocol=SASL_SSL", "security.protocol=SASL_PLAINTEXT"));
  }

  private static KafkaConnection connection() throws Exception {
    return KafkaConnection.fromFile(file(), "nowhere:1");
  }

  private static OrdersProcess process(Sandbox sandbox) throws Exception {
    Map<String, String> flags = new HashMap<>();
    flags.put("config.file", file().toString());
    flags.put("state.dir", directory.resolve("state").toString());
    flags.put("host", "127.0.0.1");
    flags.put("port", Integer.toString(LocalKafka.freePort()));
    flags.put("management.port", Integer.toString(LocalKafka.freePort()));
    flags.put("standbys", "0");
    flags.put("replication", "1");
    flags.put("min.insync", "1");
    flags.put("payments.url", sandbox.provider().toString());
    flags.put("carrier.url", sandbox.carrier().toString());
    flags.put("callback.secret", SECRET);
    // What a task of the gateway is told, but for where and who it is.
    Map<String, String> environment =
        new HashMap<>(applied.environments().getOrDefault("orders-dev-gateway", Map.of()));
    return OrdersProcess.start(Settings.read(environment, flags), EnumSet.allOf(Role.class));
  }

  private static Sandbox sandbox() {
    return Sandbox.start(
        new Sandbox.Settings(0, Optional.empty(), SECRET, Faults.NONE, Duration.ofMillis(200)));
  }

  private static String arn(JsonNode role) {
    return role.path("arn").asText();
  }

  private static void run(String command, String... more) throws Exception {
    var all =
        new ArrayList<>(
            List.of(command, "-auto-approve", "-input=false", "-lock=false", "-parallelism=20"));
    all.addAll(List.of(SETTINGS, emulator.variable()));
    all.addAll(List.of(more));
    terraform.ok(root, all.toArray(String[]::new));
  }
}
