package orders.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import orders.projection.Recorded;

/// An event as callers see it.
///
/// @param aggregateId the order or the SKU that it happened to
/// @param data the event, personal data and secrets masked
public record EventView(
    String type,
    String aggregateId,
    long version,
    Instant at,
    String eventId,
    String topic,
    int partition,
    long offset,
    JsonNode data) {

  private static final String MASKED = "***";
  private static final List<String> PERSONAL = List.of("contact", "recipient");

  public static EventView of(String topic, Recorded<?> event) {
    return new EventView(
        event.event().getClass().getSimpleName(),
        event.aggregateId(),
        event.version(),
        event.at(),
        event.eventId(),
        topic,
        event.partition(),
        event.offset(),
        masked(Json.tree(event.event())));
  }

  /// Whom it goes to is personal data, how it is paid a secret: neither is for a list of events.
  private static JsonNode masked(JsonNode data) {
    for (String whom : PERSONAL) {
      if (data.path(whom) instanceof ObjectNode contact) {
        contact.fieldNames().forEachRemaining(field -> contact.put(field, MASKED));
      }
    }
    if (data instanceof ObjectNode fields && fields.has("paymentToken")) {
      fields.put("paymentToken", MASKED);
    }
    return data;
  }
}
