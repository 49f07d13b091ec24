/// The outside world to try things with: a payment provider and a carrier over HTTP, with books of
/// their own and faults that can be switched on. Development only.
@NullMarked
package orders.local.sandbox;

import org.jspecify.annotations.NullMarked;
