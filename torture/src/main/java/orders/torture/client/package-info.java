/// Clients as careless as they come: all that they do follows from a seed, and is written down.
@NullMarked
package orders.torture.client;

import org.jspecify.annotations.NullMarked;
