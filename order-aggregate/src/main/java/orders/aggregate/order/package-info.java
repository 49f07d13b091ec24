/// The order: what may happen to it, and what it becomes. Values and total functions of the JDK.
package orders.aggregate.order;
