/// How a process comes to know where it is.
@NullMarked
package orders.app;

import org.jspecify.annotations.NullMarked;
