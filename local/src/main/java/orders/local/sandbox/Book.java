package orders.local.sandbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import orders.local.sandbox.Parcel.Status;

/// The carrier's own book of parcels.
public final class Book {

  private static final String CARRIER = "Bird Post";
  private final Map<String, Parcel> parcels = new HashMap<>();
  private final Consumer<Parcel> log;

  /// @param log keeps each changed parcel
  public Book(List<Parcel> known, Consumer<Parcel> log) {
    known.forEach(parcel -> parcels.put(parcel.id(), parcel));
    this.log = log;
  }

  /// A parcel, and whether it is a new one.
  public record Taken(Parcel parcel, boolean anew) {}

  /// Takes a parcel; a known one stays as it is.
  public synchronized Taken ship(String id, String orderId) {
    Parcel known = parcels.get(id);
    return known != null
        ? new Taken(known, false)
        : new Taken(keep(new Parcel(id, orderId, Status.SHIPPED, CARRIER, tracking(id))), true);
  }

  /// One that is not known is recalled in advance.
  public synchronized Parcel recall(String id, String orderId) {
    Parcel known = parcels.get(id);
    if (known == null) {
      return keep(new Parcel(id, orderId, Status.RECALLED, CARRIER, tracking(id)));
    }
    return switch (known.status()) {
      case SHIPPED -> keep(known.with(Status.RECALLED));
      case RECALLED -> known;
      case DELIVERED -> throw new Ledger.Refused("the parcel was delivered");
    };
  }

  /// Empty when it was recalled, or delivered before.
  public synchronized Optional<Parcel> deliver(String id) {
    Parcel known = parcels.get(id);
    return known != null && known.status() == Status.SHIPPED
        ? Optional.of(keep(known.with(Status.DELIVERED)))
        : Optional.empty();
  }

  public synchronized Optional<Parcel> find(String id) {
    return Optional.ofNullable(parcels.get(id));
  }

  public synchronized List<String> underWay() {
    return parcels.values().stream()
        .filter(parcel -> parcel.status() == Status.SHIPPED)
        .map(Parcel::id)
        .toList();
  }

  public synchronized List<Parcel> all() {
    return List.copyOf(parcels.values());
  }

  /// How many are in each state.
  public synchronized Map<Status, Long> totals() {
    Map<Status, Long> totals = new TreeMap<>();
    parcels.values().forEach(parcel -> totals.merge(parcel.status(), 1L, Long::sum));
    return totals;
  }

  private static String tracking(String id) {
    return "BP-" + id.replace("-", "").substring(0, 12);
  }

  private Parcel keep(Parcel parcel) {
    log.accept(parcel);
    parcels.put(parcel.id(), parcel);
    return parcel;
  }
}
