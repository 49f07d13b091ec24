/// What goes wrong, when, and how it is mended again.
@NullMarked
package orders.torture.fault;

import org.jspecify.annotations.NullMarked;
