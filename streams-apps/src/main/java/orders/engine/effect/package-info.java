/// The fourth of the generic hosts: effects, the only place that talks to the outside world.
@NullMarked
package orders.engine.effect;

import org.jspecify.annotations.NullMarked;
