/// Kafka's own side: keys.
@NullMarked
package orders.kafka;

import org.jspecify.annotations.NullMarked;
