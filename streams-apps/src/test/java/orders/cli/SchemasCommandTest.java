package orders.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import orders.contract.BundledSchemas;
import orders.contract.FrozenSchemas;
import orders.contract.SchemaText;
import orders.contract.registry.Level;
import orders.contract.registry.MemoryRegistry;
import orders.contract.registry.Registry;
import orders.contract.registry.RegistryServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `orders schemas` against a registry with Confluent's API.
class SchemasCommandTest {

  private static final String SUBJECT = "orders.contract.order.event.OrderShipped";

  private final Registry registry = new MemoryRegistry();
  private RegistryServer server;

  @BeforeEach
  void start() throws IOException {
    server = RegistryServer.start(0, registry);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void what_is_missing_is_registered_once() {
    Said check = said("check");
    assertThat(check.code()).isEqualTo(ExitCodes.OK);
    assertThat(check.text()).contains("REGISTER " + SUBJECT).doesNotContain("OK ");
    assertThat(registry.subjects()).isEmpty();
    assertThat(said("register").text()).contains("OK       " + SUBJECT).doesNotContain("REGISTER");
    assertThat(registry.subjects()).hasSameElementsAs(BundledSchemas.all().keySet());
    assertThat(said("register").code()).isEqualTo(ExitCodes.OK);
    assertThat(registry.versions(SUBJECT)).hasSameSizeAs(FrozenSchemas.of(SUBJECT));
  }

  @Test
  void a_breakage_is_named_and_nothing_is_registered() {
    registry.setLevel(Optional.of(SUBJECT), Level.NONE);
    registry.register(
        SUBJECT,
        SchemaText.parse(
            """
            {"type":"record","name":"OrderShipped","namespace":"orders.contract.order.event",
             "fields":[{"name":"carrier","type":"string"},{"name":"insured","type":"boolean"}]}
            """));
    for (String action : new String[] {"check", "register"}) {
      Said said = said(action);
      assertThat(said.code()).isEqualTo(ExitCodes.FAILED);
      assertThat(said.text())
          .contains("BREAKS   " + SUBJECT)
          .contains(SUBJECT + " field insured: the old schema cannot read new records")
          .contains("no default");
      assertThat(registry.subjects()).containsExactly(SUBJECT);
    }
  }

  @Test
  void a_registry_that_is_not_there_is_said() {
    server.close();
    assertThat(said("check").code()).isEqualTo(ExitCodes.UNREACHABLE);
  }

  @Test
  void an_address_that_is_none_is_refused_before_anything_is_asked() {
    assertThat(Main.line().execute("schemas", "check", "--registry=http://ann:secret@"))
        .isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void the_registry_of_the_settings_is_asked_where_none_is_named(@TempDir Path directory)
      throws IOException {
    Path file = directory.resolve("client.properties");
    Files.writeString(file, "schema.registry.url=" + server.url() + "\n");
    int code = Main.line().execute("schemas", "register", "--config-file=" + file);
    assertThat(code).isEqualTo(ExitCodes.OK);
    assertThat(registry.subjects()).hasSameElementsAs(BundledSchemas.all().keySet());
  }

  @Test
  void what_cannot_be_listed_is_refused() {
    System.setProperty("aws.region", "eu-west-1");
    try {
      assertThat(Main.line().execute("schemas", "check", "--registry=glue:orders"))
          .isEqualTo(ExitCodes.USAGE);
    } finally {
      System.clearProperty("aws.region");
    }
  }

  private record Said(int code, String text) {}

  private Said said(String action) {
    PrintStream out = System.out;
    var text = new ByteArrayOutputStream();
    System.setOut(new PrintStream(text, true, UTF_8));
    try {
      int code = Main.line().execute("schemas", action, "--registry=" + server.url());
      return new Said(code, text.toString(UTF_8));
    } finally {
      System.setOut(out);
    }
  }
}
