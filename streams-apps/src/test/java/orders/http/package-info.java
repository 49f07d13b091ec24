/// The public server over a backend in memory, against its contract.
@NullMarked
package orders.http;

import org.jspecify.annotations.NullMarked;
