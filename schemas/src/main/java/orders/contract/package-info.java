/// The contracts between the apps: the catalogue of topics, the Confluent wire format, the schemas'
/// ids.
@NullMarked
package orders.contract;

import org.jspecify.annotations.NullMarked;
