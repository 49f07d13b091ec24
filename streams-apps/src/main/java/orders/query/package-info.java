/// Tables over committed rows, and how a read finds, waits for and lists them on any instance.
@NullMarked
package orders.query;

import org.jspecify.annotations.NullMarked;
