package orders.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import orders.engine.ProjectionHost;
import org.apache.kafka.common.TopicPartition;

/// The rows of a view in one partition, each topic as of its own watermark, to be compared with a
/// fold that comes by there.
final class Snapshots {

  private record Topic(int view, Held held) {}

  private final int partition;
  private final List<Topic> waiting = new ArrayList<>();

  Snapshots(ProjectionHost<?, ?> host, int partition, Map<String, Object> reader) {
    this.partition = partition;
    List<String> topics = host.topics();
    IntStream.range(0, topics.size())
        .forEach(
            view -> {
              var rows = new TopicPartition(topics.get(view), partition);
              waiting.add(new Topic(view, Held.read(reader, rows, host.marks())));
            });
  }

  /// The offset behind which no topic waits.
  long last() {
    return waiting.stream().mapToLong(topic -> topic.held().mark().offset()).max().orElse(0);
  }

  /// Compares the topics that had come as far as the fold has, before it takes the next event.
  void before(long offset, Fold<?, ?> fold, List<Comparison> views) {
    if (waiting.isEmpty()) {
      return;
    }
    waiting.removeIf(
        topic -> {
          boolean reached = topic.held().mark().offset() <= offset;
          if (reached) {
            views.get(topic.view()).add(partition, fold.rows(topic.view()), topic.held().rows());
          }
          return reached;
        });
  }
}
