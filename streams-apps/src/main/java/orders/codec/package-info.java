/// Domain values ↔ Avro records, one class for each kind; the compiler names the cases.
@NullMarked
package orders.codec;

import org.jspecify.annotations.NullMarked;
