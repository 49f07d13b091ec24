/// What must be true of a run, a rule each: pure functions over facts in memory.
@NullMarked
package orders.torture.check.rules;

import org.jspecify.annotations.NullMarked;
