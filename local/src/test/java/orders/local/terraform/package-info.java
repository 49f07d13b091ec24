/// What `terraform/` describes, checked without an account: as text, as a plan, and applied against
/// servers on this machine.
@NullMarked
package orders.local.terraform;

import org.jspecify.annotations.NullMarked;
