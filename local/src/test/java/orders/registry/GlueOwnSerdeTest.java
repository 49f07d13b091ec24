package orders.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import orders.contract.BundledSchemas;
import orders.contract.WireFormat;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// AWS's own serializers, from a class loader of their own, write what we write and read it.
class GlueOwnSerdeTest {

  private static final String PACKAGE = "com.amazonaws.services.schemaregistry.";
  private static final int RECORDS_EACH = 4;

  private GlueStub stub;
  private GlueCalls glue;
  private URLClassLoader jars;

  @BeforeEach
  void start() throws Exception {
    stub = GlueStub.start();
    glue = GlueCalls.connect("orders");
    List<URL> urls = new ArrayList<>();
    for (File jar : Objects.requireNonNull(new File("target/glue").listFiles())) {
      urls.add(jar.toURI().toURL());
    }
    jars = new URLClassLoader(urls.toArray(URL[]::new), GlueOwnSerdeTest.class.getClassLoader());
  }

  @AfterEach
  void stop() throws Exception {
    jars.close();
    glue.close();
    stub.close();
  }

  @Test
  void everyKindOfRecordHasTheSameBytesAndReadsTheSame() throws Exception {
    WireFormat format = new WireFormat(new GlueDialect(glue));
    try (Serializer<Object> theirs = serializer(Optional.empty());
        Serializer<Object> packed = serializer(Optional.of("ZLIB"));
        Deserializer<Object> reader = deserializer()) {
      for (Schema schema : BundledSchemas.all().values()) {
        String name = schema.getFullName();
        for (SpecificRecord record : records(schema)) {
          byte[] value = format.encode(record);
          // AWS's names a schema after the topic.
          assertThat(theirs.serialize(name, record)).isEqualTo(value);
          assertThat(reader.deserialize(name, value)).isEqualTo(record);
          byte[] small = packed.serialize(name, record);
          assertThat(small[1]).isEqualTo((byte) 5);
          assertThat(format.decode(small)).isEqualTo(record);
        }
      }
    }
  }

  private static List<SpecificRecord> records(Schema schema) throws Exception {
    Class<? extends SpecificRecord> type = BundledSchemas.type(schema.getFullName());
    var reader =
        new SpecificDatumReader<SpecificRecord>(schema, schema, SpecificData.getForClass(type));
    List<SpecificRecord> records = new ArrayList<>();
    for (Object random : new RandomData(new GenericData(), schema, RECORDS_EACH, 11L)) {
      var bytes = new ByteArrayOutputStream();
      var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
      new GenericDatumWriter<>(schema, new GenericData()).write(random, encoder);
      records.add(reader.read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null)));
    }
    return records;
  }

  @SuppressWarnings("unchecked")
  private Serializer<Object> serializer(Optional<String> compression) throws Exception {
    var serializer = (Serializer<Object>) made("serializers.GlueSchemaRegistryKafkaSerializer");
    Map<String, Object> settings = settings();
    compression.ifPresent(kind -> settings.put("compression", kind));
    serializer.configure(settings, false);
    return serializer;
  }

  @SuppressWarnings("unchecked")
  private Deserializer<Object> deserializer() throws Exception {
    var deserializer =
        (Deserializer<Object>) made("deserializers.GlueSchemaRegistryKafkaDeserializer");
    deserializer.configure(settings(), false);
    return deserializer;
  }

  private Object made(String name) throws Exception {
    return jars.loadClass(PACKAGE + name).getConstructor().newInstance();
  }

  private Map<String, Object> settings() {
    return new HashMap<>(
        Map.of(
            "region", "eu-west-1",
            "endpoint", stub.url(),
            "registry.name", "orders",
            "dataFormat", "AVRO",
            "avroRecordType", "SPECIFIC_RECORD"));
  }
}
