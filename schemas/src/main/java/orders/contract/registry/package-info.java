/// A schema registry over the compacted topic `_schemas`, for local and small installations.
@NullMarked
package orders.contract.registry;

import org.jspecify.annotations.NullMarked;
