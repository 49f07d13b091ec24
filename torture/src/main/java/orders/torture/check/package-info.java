/// Whether the system kept what it promised, from what is left of a run.
@NullMarked
package orders.torture.check;

import org.jspecify.annotations.NullMarked;
