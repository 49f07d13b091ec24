package orders.archive;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/// A record as it lay in its partition, byte for byte.
///
/// @param offset there; the same record has another one in a cluster that it was restored into
/// @param headers in their order, also those whose name stands twice
record ArchivedRecord(
    long offset,
    long timestampMs,
    byte @Nullable [] key,
    byte @Nullable [] value,
    List<Header> headers) {

  static final Schema SCHEMA =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "ArchivedRecord", "namespace": "orders.archive",
               "fields": [
                {"name": "offset", "type": "long"},
                {"name": "timestamp", "type": "long"},
                {"name": "key", "type": ["null", "bytes"]},
                {"name": "value", "type": ["null", "bytes"]},
                {"name": "headers", "type": {"type": "array", "items":
                  {"type": "record", "name": "Header", "fields": [
                    {"name": "name", "type": "string"},
                    {"name": "value", "type": ["null", "bytes"]}]}}}]}
              """);

  private static final Schema HEADER = SCHEMA.getField("headers").schema().getElementType();

  static ArchivedRecord of(ConsumerRecord<byte[], byte[]> record) {
    return new ArchivedRecord(
        record.offset(),
        record.timestamp(),
        record.key(),
        record.value(),
        List.of(record.headers().toArray()));
  }

  static ArchivedRecord of(GenericRecord avro) {
    List<Header> headers = new ArrayList<>();
    for (Object item : (Iterable<?>) avro.get("headers")) {
      GenericRecord header = (GenericRecord) item;
      headers.add(new RecordHeader(header.get("name").toString(), bytes(header.get("value"))));
    }
    return new ArchivedRecord(
        (Long) avro.get("offset"),
        (Long) avro.get("timestamp"),
        bytes(avro.get("key")),
        bytes(avro.get("value")),
        headers);
  }

  GenericRecord avro() {
    var items =
        new GenericData.Array<GenericRecord>(headers.size(), SCHEMA.getField("headers").schema());
    for (Header header : headers) {
      var item = new GenericData.Record(HEADER);
      item.put("name", header.key());
      item.put("value", buffer(header.value()));
      items.add(item);
    }
    var avro = new GenericData.Record(SCHEMA);
    avro.put("offset", offset);
    avro.put("timestamp", timestampMs);
    avro.put("key", buffer(key));
    avro.put("value", buffer(value));
    avro.put("headers", items);
    return avro;
  }

  /// The record as it is produced into its topic again.
  ProducerRecord<byte[], byte[]> restored(String topic, int partition) {
    return new ProducerRecord<>(topic, partition, timestampMs, key, value, headers);
  }

  /// About what it takes, in bytes.
  long size() {
    return (key == null ? 0 : key.length)
        + (value == null ? 0 : value.length)
        + headers.stream()
            .mapToLong(h -> h.key().length() + (h.value() == null ? 0 : h.value().length))
            .sum();
  }

  private static @Nullable ByteBuffer buffer(byte @Nullable [] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }

  private static byte @Nullable [] bytes(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    ByteBuffer buffer = (ByteBuffer) value;
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
