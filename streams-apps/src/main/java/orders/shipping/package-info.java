/// Shipping: the queue of parcels to send, the port to the carrier, and what became of each.
@NullMarked
package orders.shipping;

import org.jspecify.annotations.NullMarked;
