package orders.torture.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import orders.app.ViewGroup;
import orders.codec.Codecs;
import orders.engine.ProjectionHost;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import orders.replay.ControlLog;
import orders.replay.Verification;
import orders.torture.check.rules.Facts;

/// Compares the rows of every view that readers see, or may go back to, with the fold of the log
/// from zero.
final class ViewRows {

  private ViewRows() {}

  static List<Facts.View> compare(KafkaConnection cluster, int partitions, Codecs codecs) {
    Map<String, Object> reader = ClientProperties.bulk(cluster, "orders-checker-views");
    List<Facts.View> views = new ArrayList<>();
    try (var control =
        ControlLog.follow(ClientProperties.reader(cluster, "orders-checker-control"))) {
      var verification = new Verification(reader, partitions);
      for (ViewGroup group : ViewGroup.all(codecs)) {
        for (int version : control.versions(group.name()).fed()) {
          try {
            ProjectionHost<?, ?> host = group.target().host().version(version);
            verification.compare(host).forEach(found -> views.add(view(host.eventTopic(), found)));
          } catch (RuntimeException e) { // a log that cannot be folded is a finding, too
            views.add(new Facts.View(group.name(), group.name(), 0, 0, "cannot be folded: " + e));
          }
        }
      }
    }
    return views;
  }

  private static Facts.View view(String source, Verification.Result result) {
    var found = result.difference();
    String difference =
        result.equal()
            ? ""
            : "%d more, %d less, %d other rows than the fold: %s"
                .formatted(found.removed(), found.added(), found.changed(), found.samples());
    return new Facts.View(found.topic(), source, found.rows(), result.events(), difference);
  }
}
