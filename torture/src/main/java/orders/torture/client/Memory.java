package orders.torture.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import orders.query.Token;

/// What one client remembers: its last orders, its last settled commands, and how far it has seen.
final class Memory {

  private static final int ORDERS_MAX = 30;
  private static final int SETTLED_MAX = 20;

  private final SplittableRandom random;
  private final List<Order> orders = new ArrayList<>();
  private final List<Ask> settled = new ArrayList<>();
  private Token token = Token.NONE;

  /// @param version the last that was seen
  /// @param status likewise; empty when it was not read yet
  /// @param sku of its first line
  record Order(String id, long version, String status, String sku) {}

  Memory(SplittableRandom random) {
    this.random = random;
  }

  synchronized void saw(String answered) {
    if (!answered.isEmpty()) {
      token = token.merge(Token.parse(answered));
    }
  }

  synchronized String token() {
    return token.toString();
  }

  synchronized void settled(Ask ask) {
    settled.add(ask);
    if (settled.size() > SETTLED_MAX) {
      settled.removeFirst();
    }
  }

  synchronized Optional<Ask> someSettled() {
    return some(settled);
  }

  synchronized Optional<Order> someOrder() {
    return some(orders);
  }

  synchronized Optional<Order> find(String id) {
    return orders.stream().filter(order -> order.id().equals(id)).findAny();
  }

  synchronized Optional<Order> delivered() {
    return orders.stream().filter(order -> order.status().equals("DELIVERED")).findAny();
  }

  synchronized void keep(Order order) {
    orders.removeIf(known -> known.id().equals(order.id()));
    orders.add(order);
    if (orders.size() > ORDERS_MAX) {
      orders.removeFirst();
    }
  }

  private <T> Optional<T> some(List<T> all) {
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
  }
}
