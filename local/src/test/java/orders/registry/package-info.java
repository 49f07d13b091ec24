@NullMarked
package orders.registry;

import org.jspecify.annotations.NullMarked;
