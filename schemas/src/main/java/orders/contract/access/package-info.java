/// Who may do what on a cluster: the catalogue as Kafka's access rules.
@NullMarked
package orders.contract.access;

import org.jspecify.annotations.NullMarked;
