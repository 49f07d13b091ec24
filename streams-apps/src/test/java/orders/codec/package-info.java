/// Every domain value comes back from its bytes.
@NullMarked
package orders.codec;

import org.jspecify.annotations.NullMarked;
