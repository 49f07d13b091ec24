/// Breaks a running system on purpose, and judges whether it kept what it promised.
@NullMarked
package orders.torture;

import org.jspecify.annotations.NullMarked;
