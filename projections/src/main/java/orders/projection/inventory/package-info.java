/// What is on the shelf, and what moved it.
package orders.projection.inventory;
