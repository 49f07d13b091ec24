/// Judges a run by what it left behind: the committed log, what clients were told, the provider's
/// ledger, and the rows that readers see.
@NullMarked
package orders.torture.check;

import org.jspecify.annotations.NullMarked;
