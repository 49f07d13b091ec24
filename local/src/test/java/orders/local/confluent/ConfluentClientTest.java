package orders.local.confluent;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import orders.contract.registry.Level;
import orders.contract.registry.MemoryRegistry;
import orders.contract.registry.Registry;
import orders.contract.registry.RegistryServer;
import orders.contract.registry.SchemaReference;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Confluent's own REST client understands what our registry answers, refusals included.
class ConfluentClientTest {

  private static final String REST = "io.confluent.kafka.schemaregistry.client.rest.";
  private static final Schema ONE = SchemaBuilder.record("T").fields().requiredInt("a").endRecord();
  private static final Schema OTHER =
      SchemaBuilder.record("T").fields().requiredInt("a").requiredInt("b").endRecord();

  private final Registry registry = new MemoryRegistry();
  private RegistryServer server;
  private Object client;

  @BeforeEach
  void start() throws Exception {
    server = RegistryServer.start(0, registry);
    client =
        Class.forName(REST + "RestService")
            .getConstructor(String.class)
            .newInstance(server.url().toString());
  }

  @AfterEach
  void stop() throws Exception {
    ((AutoCloseable) client).close();
    server.close();
  }

  @Test
  void it_registers_looks_up_and_browses() throws Exception {
    assertThat(call("registerSchema", ONE.toString(), "s")).isEqualTo(1);
    assertThat(get(call("getId", 1), "getSchemaString")).isEqualTo(ONE.toString());
    Object latest = call("getLatestVersion", "s");
    assertThat(get(latest, "getVersion")).isEqualTo(1);
    assertThat(get(latest, "getId")).isEqualTo(1);
    assertThat(get(call("lookUpSubjectVersion", ONE.toString(), "s"), "getVersion")).isEqualTo(1);
    assertThat(call("getAllSubjects")).isEqualTo(List.of("s"));
    assertThat(call("getAllVersions", "s")).isEqualTo(List.of(1));
    assertThat(call("getAllSubjectsById", 1)).isEqualTo(List.of("s"));
    assertThat(call("getOnlySchemaById", 1)).isEqualTo(ONE.toString());
    assertThat(call("getSchemaTypes")).isEqualTo(List.of("AVRO"));
  }

  @Test
  void it_is_told_409_and_404_as_such() throws Exception {
    registry.register("s", ONE);
    assertRefused(409, 409, "registerSchema", OTHER.toString(), "s");
    assertRefused(422, 42201, "registerSchema", "nonsense", "s");
    assertRefused(404, 40401, "getLatestVersion", "t");
    assertRefused(404, 40402, "getVersion", "s", 9);
    assertRefused(404, 40403, "getId", 9);
    assertRefused(404, 40403, "lookUpSubjectVersion", OTHER.toString(), "s");
    assertRefused(404, 40408, "getConfig", "t");
  }

  @Test
  void it_asks_for_compatibility_and_sets_levels_and_modes() throws Exception {
    registry.register("s", ONE);
    assertThat((List<?>) call("testCompatibility", ONE.toString(), "s", "latest")).isEmpty();
    assertThat((List<?>) call("testCompatibility", OTHER.toString(), "s", "latest")).isNotEmpty();
    call("updateCompatibility", "NONE", "s");
    assertThat(registry.level("s")).isEqualTo(Level.NONE);
    assertThat(get(call("getConfig", "s"), "getCompatibilityLevel")).isEqualTo("NONE");
    call("setMode", "READONLY", "s");
    assertThat(get(call("getMode", "s"), "getMode")).isEqualTo("READONLY");
    assertRefused(422, 42205, "registerSchema", OTHER.toString(), "s");
    assertThat(get(call("getMode"), "getMode")).isEqualTo("READWRITE");
  }

  @Test
  void it_registers_a_schema_that_refers_to_another() throws Exception {
    registry.register("part", Schema.createFixed("x.Part", null, null, 2));
    Class<?> reference = Class.forName(REST + "entities.SchemaReference");
    Object part =
        reference
            .getConstructor(String.class, String.class, Integer.class)
            .newInstance("x.Part", "part", 1);
    String whole =
        "{\"type\":\"record\",\"name\":\"W\",\"fields\":[{\"name\":\"p\",\"type\":\"x.Part\"}]}";
    Method register =
        client
            .getClass()
            .getMethod("registerSchema", String.class, String.class, List.class, String.class);
    Object answer = register.invoke(client, whole, "AVRO", List.of(part), "whole");
    assertThat(get(answer, "getId")).isEqualTo(2);
    assertThat(registry.versions("whole").getFirst().definition().references())
        .containsExactly(new SchemaReference("x.Part", "part", 1));
    assertThat((List<?>) get(call("getId", 2), "getReferences")).hasSize(1);
    assertThat(call("getReferencedBy", "part", 1)).isEqualTo(List.of(2));
    assertThat(registry.find("whole", registry.versions("whole").getFirst().definition()))
        .isEqualTo(Optional.of(registry.versions("whole").getFirst()));
  }

  private void assertRefused(int status, int code, String name, Object... arguments)
      throws Exception {
    try {
      throw new AssertionError(call(name, arguments));
    } catch (InvocationTargetException e) {
      Throwable refusal = Objects.requireNonNull(e.getCause());
      assertThat(refusal.getClass().getName()).isEqualTo(REST + "exceptions.RestClientException");
      assertThat(get(refusal, "getStatus")).isEqualTo(status);
      assertThat(get(refusal, "getErrorCode")).isEqualTo(code);
    }
  }

  private Object call(String name, Object... arguments) throws Exception {
    Class<?>[] types =
        Arrays.stream(arguments)
            .map(value -> value instanceof Integer ? int.class : value.getClass())
            .toArray(Class<?>[]::new);
    return client.getClass().getMethod(name, types).invoke(client, arguments);
  }

  private static Object get(Object object, String getter) throws Exception {
    return object.getClass().getMethod(getter).invoke(object);
  }
}
