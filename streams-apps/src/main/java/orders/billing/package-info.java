/// Billing: which projections this context runs.
@NullMarked
package orders.billing;

import org.jspecify.annotations.NullMarked;
