package orders.contract;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.avro.Schema;

/// Where schemas get their ids: our own registry's log, or a registry somewhere else.
///
/// Implementations are safe for use by many threads.
public interface SchemaStore extends AutoCloseable {

  /// The id of a schema under a subject, registered now if it was not yet.
  ///
  /// @throws IncompatibleSchema when the subject's compatibility level refuses it
  /// @throws Unavailable when the store cannot be reached; worth a retry
  int register(String subject, Schema schema);

  /// The schema with an id, or empty when there is none.
  ///
  /// @throws Unavailable when the store cannot be reached; worth a retry
  Optional<Schema> byId(int id);

  /// The schema that a record says it was written with.
  ///
  /// @throws UndecodableRecord when there is none with that id, or none that is Avro
  static <I> Schema writer(I id, Function<I, Optional<Schema>> byId) {
    try {
      return byId.apply(id)
          .orElseThrow(
              () ->
                  new UndecodableRecord(
                      UndecodableRecord.Reason.UNKNOWN_SCHEMA, "no schema has the id " + id));
    } catch (InvalidSchema e) {
      throw new UndecodableRecord(
          UndecodableRecord.Reason.UNKNOWN_SCHEMA, "schema " + id + " cannot be parsed", e);
    }
  }

  /// The id that exactly this schema has under a subject, or empty when it is not registered.
  ///
  /// @throws Unavailable when the store cannot be reached; worth a retry
  Optional<Integer> known(String subject, Schema schema);

  /// Registers many, by subject, and gives their ids, by subject.
  default Map<String, Integer> registerAll(Map<String, Schema> schemas) {
    Map<String, Integer> ids = new TreeMap<>();
    schemas.forEach((subject, schema) -> ids.put(subject, register(subject, schema)));
    return ids;
  }

  @Override
  default void close() {}

  /// The subject's compatibility level refuses a schema.
  final class IncompatibleSchema extends RuntimeException {
    public IncompatibleSchema(String message) {
      super(message);
    }
  }

  /// The store lacks schemas that this build writes, and nobody may register them.
  final class MissingSchema extends RuntimeException {
    public MissingSchema(String message) {
      super(message);
    }
  }

  /// The store refuses a request as such.
  final class InvalidSchema extends RuntimeException {
    public InvalidSchema(String message) {
      super(message);
    }
  }

  /// The store cannot be reached, or not in time, or answers nothing of use.
  final class Unavailable extends RuntimeException {

    private final int status;

    public Unavailable(String message, Throwable cause) {
      this(message, 0, cause);
    }

    public Unavailable(String message, int status, Throwable cause) {
      super(message, cause);
      this.status = status;
    }

    /// The HTTP status of its answer; 0 when there was none.
    public int status() {
      return status;
    }
  }
}
