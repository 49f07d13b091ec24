/// The four generic hosts: aggregate, policy, projection and effect, and how a command reaches one.
@NullMarked
package orders.engine;

import org.jspecify.annotations.NullMarked;
