package orders.contract.serde;

import org.apache.avro.Schema;
import org.apache.avro.io.DatumWriter;

/// How values of one schema are written to one topic.
///
/// @param schema the value's own, which is not always the one it is written with
record Target(Schema schema, byte[] header, DatumWriter<Object> writer) {}
