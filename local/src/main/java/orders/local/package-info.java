/// Everything in one JVM: an embedded broker, the registry and the apps. Development only.
@NullMarked
package orders.local;

import org.jspecify.annotations.NullMarked;
