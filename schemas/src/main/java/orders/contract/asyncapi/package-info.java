/// The catalogue and the schemas as one AsyncAPI document.
@NullMarked
package orders.contract.asyncapi;

import org.jspecify.annotations.NullMarked;
