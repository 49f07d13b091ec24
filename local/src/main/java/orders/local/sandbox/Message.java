package orders.local.sandbox;

/// A callback, as it is sent and kept until it is taken.
///
/// @param id the same over all of its sendings
/// @param path under the receiver's base
/// @param body JSON
record Message(String id, String path, String body) {}
