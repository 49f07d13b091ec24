package orders.engine;

import java.time.Instant;

/// When an aggregate is to be told that it waited long enough.
///
/// @param dueAt broker time
/// @param eventId the event that set it
public record Alarm(Instant dueAt, String eventId) {}
