/// What the world outside is told of orders: that something happened, and where to look.
package orders.policy.notice;
