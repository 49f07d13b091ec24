/// Parcels, as rows.
package orders.projection.shipping;
