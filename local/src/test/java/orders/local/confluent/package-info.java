/// Confluent's own serializers, as they are published, against ours.
@NullMarked
package orders.local.confluent;

import org.jspecify.annotations.NullMarked;
