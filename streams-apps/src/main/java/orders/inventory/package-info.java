/// Inventory: which aggregate, policies and projections this context runs.
@NullMarked
package orders.inventory;

import org.jspecify.annotations.NullMarked;
