package orders.app;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import orders.archive.Actors;
import orders.contract.Apps;
import orders.contract.Catalogue;
import orders.kafka.KafkaConnection;

/// What a process does; each role scales alone.
public enum Role {
  /// The order aggregate, its policies, alarms and summaries.
  ORDERS,
  /// The stock aggregate, its policies and its rows.
  INVENTORY,
  /// Invoices, accounts, revenue, and what is asked of the payment provider.
  BILLING,

  /// Parcels, and what is asked of the carrier.
  SHIPPING,
  /// The tables that reads are answered from, and the HTTP server.
  QUERY,
  /// The HTTP server with commands.
  GATEWAY;

  /// Reads `orders,billing` or `all`.
  ///
  /// @throws IllegalArgumentException naming the choices
  public static Set<Role> parse(List<String> names) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String name : names) {
      if (name.equals("all")) {
        roles.addAll(EnumSet.allOf(Role.class));
      } else {
        roles.add(one(name));
      }
    }
    return roles;
  }

  private static Role one(String name) {
    return Arrays.stream(values())
        .filter(role -> role.word().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no role "
                        + name
                        + "; there are all, "
                        + Arrays.stream(values())
                            .map(Role::word)
                            .collect(Collectors.joining(", "))));
  }

  /// What the apps of this role connect with.
  List<KafkaConnection> connections(KafkaConnection process) {
    return Catalogue.get().processes().getOrDefault(word(), List.of()).stream()
        .map(app -> app.equals(Apps.COMMON) ? process : process.of(app))
        .distinct()
        .toList();
  }

  /// The apps of this role that act on events.
  List<String> actors() {
    return Catalogue.get().processes().getOrDefault(word(), List.of()).stream()
        .filter(Actors.all()::contains)
        .toList();
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
