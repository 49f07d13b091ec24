/// The outside world over HTTP: adapters to the payment provider and the carrier, and what they
/// call
/// in.
@NullMarked
package orders.outside;

import org.jspecify.annotations.NullMarked;
