/// The command line.
@NullMarked
package orders.cli;

import org.jspecify.annotations.NullMarked;
