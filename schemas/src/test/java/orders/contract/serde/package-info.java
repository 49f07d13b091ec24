@NullMarked
package orders.contract.serde;

import org.jspecify.annotations.NullMarked;
