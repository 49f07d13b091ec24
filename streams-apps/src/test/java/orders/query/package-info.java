/// What a table promises its readers.
@NullMarked
package orders.query;

import org.jspecify.annotations.NullMarked;
