/// Proving rows: the log folded from zero against what the views hold.
@NullMarked
package orders.replay;

import org.jspecify.annotations.NullMarked;
