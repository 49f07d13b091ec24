package orders.registry;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import orders.contract.SchemaStore;
import orders.contract.SchemaText;
import org.apache.avro.Schema;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.Compatibility;
import software.amazon.awssdk.services.glue.model.DataFormat;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GetSchemaVersionResponse;
import software.amazon.awssdk.services.glue.model.SchemaId;
import software.amazon.awssdk.services.glue.model.SchemaVersionStatus;

/// The calls to AWS Glue that a serializer needs, over the one registry. A schema is named after
/// its record, and must fit its whole history both ways.
final class GlueCalls implements AutoCloseable {

  private static final Duration CHECK_MAX = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final String registry;
  private final GlueClient client;

  private GlueCalls(String registry, GlueClient client) {
    this.registry = registry;
    this.client = client;
  }

  /// Makes a client that connects when it is first used.
  ///
  /// @throws IllegalArgumentException when the SDK finds no region
  static GlueCalls connect(String registry) {
    try {
      return new GlueCalls(registry, GlueClient.create());
    } catch (SdkClientException e) {
      throw new IllegalArgumentException(
          "glue:" + registry + " needs a region: set AWS_REGION, or have it in the AWS profile", e);
    }
  }

  /// The id of a schema version, registered now if it was not yet.
  ///
  /// @throws SchemaStore.IncompatibleSchema when earlier versions refuse it
  /// @throws SchemaStore.Unavailable when Glue cannot be asked
  UUID register(String name, Schema schema) {
    String text = schema.toString();
    SchemaId id = id(name);
    return asked(() -> known(id, text).orElseGet(() -> added(id, text)));
  }

  /// The id of a schema version, or empty when it was never registered.
  ///
  /// @throws SchemaStore.Unavailable when Glue cannot be asked
  Optional<UUID> known(String name, Schema schema) {
    return asked(() -> known(id(name), schema.toString()));
  }

  private SchemaId id(String name) {
    return SchemaId.builder().registryName(registry).schemaName(name).build();
  }

  /// The schema of a version, or empty when there is none.
  ///
  /// @throws SchemaStore.Unavailable when Glue cannot be asked
  Optional<Schema> byId(UUID id) {
    return asked(
        () -> {
          try {
            return Optional.of(SchemaText.parse(version(id.toString()).schemaDefinition()));
          } catch (EntityNotFoundException e) {
            return Optional.empty();
          }
        });
  }

  private Optional<UUID> known(SchemaId id, String text) {
    try {
      var found = client.getSchemaByDefinition(call -> call.schemaId(id).schemaDefinition(text));
      return Optional.of(checked(found.schemaVersionId(), found.status()));
    } catch (EntityNotFoundException e) {
      return Optional.empty();
    }
  }

  private UUID added(SchemaId id, String text) {
    try {
      return appended(id, text);
    } catch (EntityNotFoundException e) {
      return created(id, text);
    }
  }

  /// A version that is there already keeps its id.
  private UUID appended(SchemaId id, String text) {
    var added = client.registerSchemaVersion(call -> call.schemaId(id).schemaDefinition(text));
    return checked(added.schemaVersionId(), added.status());
  }

  private UUID created(SchemaId id, String text) {
    try {
      var created =
          client.createSchema(
              call ->
                  call.registryId(name -> name.registryName(registry))
                      .schemaName(id.schemaName())
                      .dataFormat(DataFormat.AVRO)
                      .compatibility(Compatibility.FULL_ALL)
                      .schemaDefinition(text));
      return checked(created.schemaVersionId(), created.schemaVersionStatus());
    } catch (AlreadyExistsException e) {
      return appended(id, text); // Another process that starts now was faster.
    }
  }

  /// Glue checks compatibility after it has answered.
  private UUID checked(String version, SchemaVersionStatus status) {
    long deadline = System.nanoTime() + CHECK_MAX.toNanos();
    SchemaVersionStatus now = status;
    while (now == SchemaVersionStatus.PENDING && System.nanoTime() < deadline) {
      pause();
      now = version(version).status();
    }
    if (now == SchemaVersionStatus.AVAILABLE) {
      return UUID.fromString(version);
    }
    if (now == SchemaVersionStatus.FAILURE) {
      throw new SchemaStore.IncompatibleSchema(
          "version " + version + " in the registry " + registry + " does not fit earlier ones");
    }
    throw new SchemaStore.Unavailable(
        "version " + version + " in the registry " + registry + " is " + now,
        new IllegalStateException());
  }

  private GetSchemaVersionResponse version(String id) {
    return client.getSchemaVersion(call -> call.schemaVersionId(id));
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SchemaStore.Unavailable("interrupted while Glue checks a schema", e);
    }
  }

  /// Every failure of the SDK's is one to try again after: throttling, rights, the network.
  private <T> T asked(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw new SchemaStore.Unavailable(
          "AWS Glue, registry " + registry + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
