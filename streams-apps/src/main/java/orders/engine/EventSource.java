package orders.engine;

import java.util.Map;

/// Where a topology reads the records that its policies and alarms act on: a topic is read once in
/// a topology.
///
/// @param node the source's name
public record EventSource(String node, String topic) {

  /// What the topic of marks has besides: each commit that acted adds to it, and whoever starts
  /// reads all of it. So it is compacted soon, and what is left of transactions goes, too.
  public static final Map<String, String> SETTINGS =
      Map.of("segment.bytes", "4194304", "delete.retention.ms", "60000");

  private static final String MARKS = "-marks";

  /// The store with the marks of all who act on it.
  String marks() {
    return topic + MARKS;
  }

  /// The topic of that store, in an app.
  public static String marks(String app, String topic) {
    return app + "-" + topic + MARKS + "-changelog";
  }
}
