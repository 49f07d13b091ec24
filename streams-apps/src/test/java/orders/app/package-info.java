@NullMarked
package orders.app;

import org.jspecify.annotations.NullMarked;
