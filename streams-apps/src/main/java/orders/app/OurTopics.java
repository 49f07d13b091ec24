package orders.app;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Stream;
import orders.contract.App;
import orders.contract.Catalogue;

/// What of a cluster, which others may share, is ours.
public final class OurTopics {

  private OurTopics() {}

  /// Topics by the names that the catalogue has.
  public static Set<String> named() {
    return Catalogue.get().topics().keySet();
  }

  /// Whether it is one of the catalogue, in any version, or holds what an app of ours keeps.
  public static boolean is(String topic) {
    return named().contains(topic.replaceFirst("\\.v\\d+$", ".v1"))
        || apps().flatMap(App::storeOwners).map(App::storeTopics).anyMatch(topic::startsWith);
  }

  /// Whether an app of ours writes under this transactional id.
  public static boolean writesAs(String id) {
    return apps()
        .map(App::transactionalIds)
        .flatMap(Collection::stream)
        .anyMatch(name -> App.names(name, id));
  }

  private static Stream<App> apps() {
    return Catalogue.get().apps().values().stream();
  }
}
