/// When things happened, so that it can be said how long they did not.
@NullMarked
package orders.torture.measure;

import org.jspecify.annotations.NullMarked;
