package orders.contract.serde;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import orders.contract.ConfluentDialect;
import orders.contract.RegistryClient;
import orders.contract.SchemaStore;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/// Asks the registry under which id, and with which schema, values of a schema are written.
final class Targets implements AutoCloseable {

  private final SerdeSettings settings;
  private final boolean key;
  private final RegistryClient registry;
  private final ConfluentDialect dialect;
  private final Map<String, RegistryClient.Latest> latest = new ConcurrentHashMap<>();

  Targets(SerdeSettings settings, boolean key) {
    this.settings = settings;
    this.key = key;
    this.registry = settings.client();
    this.dialect = new ConfluentDialect(registry);
  }

  /// @throws SerializationException when the registry refuses the schema or does not know it
  /// @throws org.apache.kafka.common.KafkaException when it cannot be asked, see [Failures]
  Target make(String topic, Schema schema, Object data) {
    String subject = settings.naming().subject(topic, key, schema);
    try {
      if (settings.autoRegister()) {
        return own(schema, registry.register(subject, schema), data);
      }
      if (settings.useLatest()) {
        RegistryClient.Latest newest = latest(subject, schema);
        return new Target(
            schema, dialect.header(newest.id()), writer(newest.schema(), false, data));
      }
      return own(schema, registered(subject, schema), data);
    } catch (SchemaStore.IncompatibleSchema | SchemaStore.InvalidSchema e) {
      throw new SerializationException(
          "the schema of " + schema.getFullName() + " is refused under " + subject, e);
    } catch (SchemaStore.Unavailable e) {
      throw Failures.of("the schema of " + schema.getFullName(), e);
    }
  }

  private int registered(String subject, Schema schema) {
    return registry
        .known(subject, schema)
        .orElseThrow(
            () ->
                new SerializationException(
                    "%s does not have this schema of %s, and %s is off"
                        .formatted(subject, schema.getFullName(), SerdeSettings.AUTO_REGISTER)));
  }

  /// Remembered for good, as Confluent's does; a subject that has none yet is asked for again.
  private RegistryClient.Latest latest(String subject, Schema schema) {
    RegistryClient.Latest known = latest.get(subject);
    if (known == null) {
      known =
          registry
              .latest(subject)
              .orElseThrow(() -> new SerializationException(subject + " has no schema yet"));
      latest.put(subject, known);
    }
    var fit = SchemaCompatibility.checkReaderWriterCompatibility(known.schema(), schema);
    if (fit.getType() != SchemaCompatibilityType.COMPATIBLE) {
      throw new SerializationException(
          "the latest schema of %s cannot read what %s writes"
              .formatted(subject, schema.getFullName()));
    }
    return known;
  }

  private Target own(Schema schema, int id, Object data) {
    return new Target(schema, dialect.header(id), writer(schema, true, data));
  }

  private static DatumWriter<Object> writer(Schema written, boolean own, Object data) {
    if (!(data instanceof SpecificRecord)) {
      return new GenericDatumWriter<>(written, new GenericData());
    }
    SpecificData model = SpecificData.getForClass(data.getClass());
    SpecificData copy = new SpecificData(data.getClass().getClassLoader());
    model.getConversions().forEach(copy::addLogicalTypeConversion);
    // Generated code for a record instead of a walk over its schema; it knows that schema only.
    copy.setCustomCoders(own);
    return new SpecificDatumWriter<>(written, copy);
  }

  @Override
  public void close() {
    registry.close();
  }
}
