/// What the system does in a second, and what it costs, against the limits of the same broker.
@NullMarked
package orders.bench;

import org.jspecify.annotations.NullMarked;
