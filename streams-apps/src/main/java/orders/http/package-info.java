/// HTTP: the server, problems, strict JSON, the headers that every route shares, and its limits.
@NullMarked
package orders.http;

import org.jspecify.annotations.NullMarked;
