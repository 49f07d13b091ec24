package orders.engine.effect;

/// A request on its way to the outside world.
///
/// @param subject the record's key, such as an order id
/// @param attempt how often it was tried with this one, from 1
public record Task<Q>(String subject, Q request, int attempt) {}
