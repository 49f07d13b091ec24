package orders.contract.serde;

import org.apache.avro.io.DatumReader;

/// How values of one writer's schema are read.
///
/// @param bare whether the body is the value itself: Confluent writes bytes without a length
record Source(boolean bare, DatumReader<Object> reader) {}
