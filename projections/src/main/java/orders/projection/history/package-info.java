/// Rows as they were, and the events that made them.
package orders.projection.history;
