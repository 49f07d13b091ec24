/// Kafka itself: client properties in one place, topics against the catalogue, the start-up guard.
@NullMarked
package orders.kafka;

import org.jspecify.annotations.NullMarked;
