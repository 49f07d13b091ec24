/// What operators ask: how replays stand, which versions of views there are, whether rows are right.
@NullMarked
package orders.operations;

import org.jspecify.annotations.NullMarked;
