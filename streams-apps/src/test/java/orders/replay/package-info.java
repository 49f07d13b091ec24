/// Rebuilding without a broker.
@NullMarked
package orders.replay;

import org.jspecify.annotations.NullMarked;
