/// The system that is broken: brokers and apps, each a process of its own, with a network between.
@NullMarked
package orders.torture.cluster;

import org.jspecify.annotations.NullMarked;
