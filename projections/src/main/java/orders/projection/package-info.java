/// Read models as pure folds: events in, rows out.
package orders.projection;
