@NullMarked
package orders.watch;

import org.jspecify.annotations.NullMarked;
