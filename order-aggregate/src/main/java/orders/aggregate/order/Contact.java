package orders.aggregate.order;

/// Whom to deliver to. Personal data: it stands in the event and nowhere else, and never in a log.
public record Contact(String name, String email, String address) {

  @Override
  public String toString() {
    return "Contact[masked]";
  }
}
