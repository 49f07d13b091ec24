package orders.torture.check.rules;

/// A committed record that asks for something or tells a result: of commands, requests, jobs.
///
/// @param id of the message
/// @param cause the id of the event or message that it follows from; empty when a client sent it
public record Message(
    String topic, int partition, long offset, String key, String id, String cause) {}
