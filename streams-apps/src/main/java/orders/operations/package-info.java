/// What operators ask: how replays stand, which versions of views there are, which rows differ.
@NullMarked
package orders.operations;

import org.jspecify.annotations.NullMarked;
