/// Orders: which aggregate, policies and projections this context runs.
@NullMarked
package orders.order;

import org.jspecify.annotations.NullMarked;
