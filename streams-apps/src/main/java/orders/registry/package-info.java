/// Which schema registry a process uses, and so how its values say what wrote them.
@NullMarked
package orders.registry;

import org.jspecify.annotations.NullMarked;
