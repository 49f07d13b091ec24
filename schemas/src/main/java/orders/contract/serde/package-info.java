/// Kafka's serializer, deserializer and serde for Avro in Confluent's wire format, with Confluent's
/// settings: what other applications use to read and write the topics.
@NullMarked
package orders.contract.serde;

import org.jspecify.annotations.NullMarked;
