/// Orders as a client looks at them.
package orders.projection.orders;
