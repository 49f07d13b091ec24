/// The network between apps and brokers, and what may go wrong with it.
@NullMarked
package orders.torture.net;

import org.jspecify.annotations.NullMarked;
