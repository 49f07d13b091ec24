/// What orders ask of the payment provider, what it tells them, and the policies between.
package orders.policy.payment;
