/// Bytes of every event of every version ever shipped: they decode, fold and are written again.
@NullMarked
package orders.corpus;

import org.jspecify.annotations.NullMarked;
