package orders.engine;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// A command on its way to its aggregate.
///
/// @param aggregateId the order id or SKU, which is the record's key
/// @param commandId derived from the client's idempotency key, so that a retry is the same command
/// @param expectedVersion the version the client has seen; empty for any
/// @param fingerprint 16 hex digits of the SHA-256 of the client's canonical body
/// @param idempotencyKey the client's own key, for whoever reads the log
/// @param <C> the aggregate's command type
public record Outgoing<C>(
    String aggregateId,
    UUID commandId,
    C command,
    OptionalLong expectedVersion,
    String fingerprint,
    Optional<String> idempotencyKey) {}
