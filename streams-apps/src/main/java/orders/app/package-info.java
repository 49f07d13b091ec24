/// The main program: settings, roles, and the life of a process.
@NullMarked
package orders.app;

import org.jspecify.annotations.NullMarked;
