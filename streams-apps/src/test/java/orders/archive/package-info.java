/// Where archives lie.
@NullMarked
package orders.archive;

import org.jspecify.annotations.NullMarked;
