@NullMarked
package orders.outside;

import org.jspecify.annotations.NullMarked;
