/// Whether this process still lives: threads that ended or are stuck, and time in which none ran.
@NullMarked
package orders.watch;

import org.jspecify.annotations.NullMarked;
