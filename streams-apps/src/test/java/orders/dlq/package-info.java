@NullMarked
package orders.dlq;

import org.jspecify.annotations.NullMarked;
