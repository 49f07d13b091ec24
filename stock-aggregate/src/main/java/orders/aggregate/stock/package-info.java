/// The stock of one product: what is there, and which order holds how much of it.
package orders.aggregate.stock;
