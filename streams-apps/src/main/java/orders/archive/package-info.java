/// The events outside of the cluster: written to files whose loss or change shows, and put back
/// into an empty cluster.
@NullMarked
package orders.archive;

import org.jspecify.annotations.NullMarked;
