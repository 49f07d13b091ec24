package orders.outside;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import orders.aggregate.order.Contact;
import orders.aggregate.order.Item;
import orders.engine.effect.Reply;
import orders.shipping.Carrier;

/// A carrier behind a small REST API, the one that the sandbox speaks.
public final class HttpCarrier implements Carrier, AutoCloseable {

  private final HttpCalls calls;

  public HttpCarrier(URI base) {
    this.calls = new HttpCalls("carrier", base);
  }

  @Override
  public Reply<Parcel> ship(String orderId, String parcelId, Contact contact, List<Item> items) {
    return calls.put(
        parcel(parcelId),
        Map.of(
            "orderId",
            orderId,
            "contact",
            Map.of("name", contact.name(), "email", contact.email(), "address", contact.address()),
            "items",
            items),
        HttpCarrier::read);
  }

  @Override
  public Reply<Parcel> recall(String orderId, String parcelId) {
    return calls.post(parcel(parcelId) + "/recall", Map.of("orderId", orderId), HttpCarrier::read);
  }

  @Override
  public Reply<Parcel> find(String parcelId) {
    return calls.get(parcel(parcelId), HttpCarrier::read);
  }

  @Override
  public void close() {
    calls.close();
  }

  private static String parcel(String id) {
    return "/parcels/" + id;
  }

  private static Parcel read(JsonNode json) {
    return new Parcel(
        json.path("id").asText(),
        Status.valueOf(json.path("status").asText()),
        json.path("carrier").asText(""),
        json.path("tracking").asText(""));
  }
}
