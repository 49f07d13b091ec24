/// The command line: one class for each command, one place that turns failures into a line.
@NullMarked
package orders.cli;

import org.jspecify.annotations.NullMarked;
