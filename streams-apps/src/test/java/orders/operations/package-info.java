/// What operators are told.
@NullMarked
package orders.operations;

import org.jspecify.annotations.NullMarked;
