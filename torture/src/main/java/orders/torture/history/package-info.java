/// What clients did and what they were told, as a file that outlives the run.
@NullMarked
package orders.torture.history;

import org.jspecify.annotations.NullMarked;
