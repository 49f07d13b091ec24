package orders.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import orders.contract.AvroSafety;
import orders.contract.order.event.Contact;
import orders.contract.order.event.OrderLine;
import orders.contract.order.event.OrderPlaced;
import orders.contract.registry.MemoryRegistry;
import orders.contract.registry.RegistryServer;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// One event written and read by plain Avro, by our serde, and by Confluent's, in one run.
///
/// Plain Avro gets the five bytes of the header and a buffer that it reuses, and nothing else.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SerdeBench {

  private static final String TOPIC = "orders.events";
  private static final int HEADER_BYTES = 5;

  final OrderPlaced event =
      new OrderPlaced(
          "customer-1",
          List.of(
              new OrderLine("pencil", 2, 450L),
              new OrderLine("notebook", 1, 2_900L),
              new OrderLine("eraser", 12, 95L)),
          "EUR",
          4_940L,
          new Contact("Ada Lovelace", "ada@example.org", "1 Byron Row, London"),
          "tok-approve",
          Instant.parse("2026-11-23T10:15:30.123456Z"));

  private final RegistryServer registry = registry();
  private final Serializer<Object> ourSerializer =
      serializer("orders.contract.serde.AvroSerializer");
  private final Deserializer<Object> ourDeserializer =
      deserializer("orders.contract.serde.AvroDeserializer");
  private final Serializer<Object> confluentSerializer =
      serializer("io.confluent.kafka.serializers.KafkaAvroSerializer");
  private final Deserializer<Object> confluentDeserializer =
      deserializer("io.confluent.kafka.serializers.KafkaAvroDeserializer");

  final byte[] bytes = ourSerializer.serialize(TOPIC, event);

  private final SpecificDatumWriter<OrderPlaced> writer =
      new SpecificDatumWriter<>(OrderPlaced.class);
  private final SpecificDatumReader<OrderPlaced> reader =
      new SpecificDatumReader<>(OrderPlaced.class);
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(512);
  private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(buffer, null);
  private final BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, null);

  @Benchmark
  public byte[] writePlain() throws IOException {
    buffer.reset();
    buffer.write(bytes, 0, HEADER_BYTES);
    writer.write(event, encoder);
    return buffer.toByteArray();
  }

  @Benchmark
  public byte[] writeOurs() {
    return ourSerializer.serialize(TOPIC, event);
  }

  @Benchmark
  public byte[] writeConfluent() {
    return confluentSerializer.serialize(TOPIC, event);
  }

  @Benchmark
  public Object readPlain() throws IOException {
    DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, decoder);
    return reader.read(null, decoder);
  }

  @Benchmark
  public Object readOurs() {
    return ourDeserializer.deserialize(TOPIC, bytes);
  }

  @Benchmark
  public Object readConfluent() {
    return confluentDeserializer.deserialize(TOPIC, bytes);
  }

  @TearDown
  public void close() {
    ourSerializer.close();
    ourDeserializer.close();
    confluentSerializer.close();
    confluentDeserializer.close();
    registry.close();
  }

  private static RegistryServer registry() {
    AvroSafety.on();
    try {
      return RegistryServer.start(0, new MemoryRegistry());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private Serializer<Object> serializer(String name) {
    var serializer = (Serializer<Object>) made(name);
    serializer.configure(settings(), false);
    return serializer;
  }

  @SuppressWarnings("unchecked")
  private Deserializer<Object> deserializer(String name) {
    var deserializer = (Deserializer<Object>) made(name);
    deserializer.configure(settings(), false);
    return deserializer;
  }

  private Map<String, Object> settings() {
    return Map.of("schema.registry.url", registry.url().toString(), "specific.avro.reader", "true");
  }

  private static Object made(String name) {
    try {
      return Class.forName(name).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name, e);
    }
  }
}
