/// A small schema registry: a compacted log of schemas, and Confluent's REST calls over it.
@NullMarked
package orders.contract.registry;

import org.jspecify.annotations.NullMarked;
