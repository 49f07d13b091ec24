/// How schemas may change: what was shipped stays frozen, and every version reads every other.
@NullMarked
package orders.contract.evolution;

import org.jspecify.annotations.NullMarked;
