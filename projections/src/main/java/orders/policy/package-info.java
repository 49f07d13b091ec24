/// What follows from an event elsewhere: the choreography between the contexts, as pure functions.
package orders.policy;
