/// Dead letters: what there is, what is in one, and what is done about it.
@NullMarked
package orders.dlq;

import org.jspecify.annotations.NullMarked;
