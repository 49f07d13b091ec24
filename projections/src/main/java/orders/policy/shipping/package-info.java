/// What orders ask of the carrier, what it tells them, and the policies between.
package orders.policy.shipping;
