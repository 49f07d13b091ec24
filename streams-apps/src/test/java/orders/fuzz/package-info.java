@NullMarked
package orders.fuzz;

import org.jspecify.annotations.NullMarked;
