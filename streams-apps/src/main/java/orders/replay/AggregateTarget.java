package orders.replay;

import java.util.List;
import orders.engine.AggregateHost;
import orders.engine.StateCacheBuilder;

/// An aggregate whose stores can be rebuilt from its events.
///
/// @param app the application id, also the group that its commands are read by
public record AggregateTarget(AggregateHost<?, ?, ?> host, String app) {

  /// As people say it, such as `order-aggregate`.
  public String name() {
    return host.name() + "-aggregate";
  }

  /// The topics that its stores keep their changes in, by Kafka Streams' rule for their names.
  List<String> changelogs() {
    return host.stores().stream().map(this::changelog).toList();
  }

  String changelog(StateCacheBuilder<?> store) {
    return app + "-" + store.name() + "-changelog";
  }
}
