/// Rows as they were and why they are: finds the events of each kind of row, within bounds.
@NullMarked
package orders.history;

import org.jspecify.annotations.NullMarked;
