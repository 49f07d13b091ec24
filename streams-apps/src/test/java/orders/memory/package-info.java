/// The ports of the engine and the views, in memory: the real deciders, policies and folds.
@NullMarked
package orders.memory;

import org.jspecify.annotations.NullMarked;
