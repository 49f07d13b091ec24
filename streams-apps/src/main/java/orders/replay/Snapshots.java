package orders.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import orders.engine.Progress;
import orders.engine.ProjectionHost;
import org.apache.kafka.common.TopicPartition;

/// What readers see of a view in one partition, each topic as of its own watermark: put beside the
/// rows of a fold, and compared with them when it comes by there.
final class Snapshots {

  private record Topic(int view, Progress.Mark mark) {}

  private final Fold<?, ?> fold;
  private final int partition;
  private final List<Topic> waiting = new ArrayList<>();

  /// @param host whose rows are held
  /// @param fold that has taken no event yet
  Snapshots(ProjectionHost<?, ?> host, Fold<?, ?> fold, int partition, Map<String, Object> reader) {
    this.fold = fold;
    this.partition = partition;
    List<String> topics = host.topics();
    for (int view = 0; view < topics.size(); view++) {
      var topic = new TopicPartition(topics.get(view), partition);
      waiting.add(new Topic(view, Held.read(reader, topic, host.marks(), fold.rows(view)::hold)));
    }
  }

  /// The offset behind which no topic waits.
  long last() {
    return waiting.stream().mapToLong(topic -> topic.mark().offset()).max().orElse(0);
  }

  /// Compares the topics that had come as far as the fold has, before it takes the next event.
  void before(long offset, List<Comparison> views) {
    if (waiting.isEmpty()) {
      return;
    }
    waiting.removeIf(
        topic -> {
          boolean reached = topic.mark().offset() <= offset;
          if (reached) {
            views.get(topic.view()).add(partition, fold.rows(topic.view()));
            fold.rows(topic.view()).release();
          }
          return reached;
        });
  }
}
