package orders.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import orders.engine.Codec;
import orders.engine.EventRecord;
import orders.projection.Recorded;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// Feeds from the log itself, with a consumer of their own each: what a slow caller has not read
/// stays on the broker.
public final class LogFeed implements EventFeed {

  private static final Duration BROKER_WAIT = Duration.ofSeconds(10);

  private final Consumer<String, byte[]> consumer;
  private final Map<String, Codec<?>> topics;
  private FeedPosition position;

  private LogFeed(
      Consumer<String, byte[]> consumer, Map<String, Codec<?>> topics, FeedPosition position) {
    this.consumer = consumer;
    this.topics = topics;
    this.position = position;
  }

  /// @param consumers new ones, `read_committed`, without a group
  public record Source(Supplier<Consumer<String, byte[]>> consumers, Map<String, Codec<?>> topics)
      implements EventFeed.Source {

    @Override
    public EventFeed live() {
      return open(ends -> ends);
    }

    @Override
    public EventFeed fromBeginning() {
      return open(FeedPosition::first);
    }

    @Override
    public EventFeed after(FeedPosition wanted) {
      return open(
          ends -> {
            if (!wanted.within(ends)) {
              throw new IllegalArgumentException("no event of this stream has that id");
            }
            return wanted;
          });
    }

    private EventFeed open(java.util.function.UnaryOperator<FeedPosition> start) {
      Consumer<String, byte[]> consumer = consumers.get();
      try {
        FeedPosition from = start.apply(ends(consumer));
        from.offsets()
            .forEach(
                (topic, offsets) ->
                    IntStream.range(0, offsets.size())
                        .forEach(p -> consumer.seek(new TopicPartition(topic, p), offsets.get(p))));
        return new LogFeed(consumer, topics, from);
      } catch (KafkaException e) {
        consumer.close();
        throw new ViewReader.Unavailable("the event log does not answer");
      } catch (RuntimeException e) {
        consumer.close();
        throw e;
      }
    }

    /// Assigns every partition and says where each ends now.
    private FeedPosition ends(Consumer<String, byte[]> consumer) {
      List<TopicPartition> partitions =
          topics.keySet().stream()
              .flatMap(topic -> consumer.partitionsFor(topic, BROKER_WAIT).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, BROKER_WAIT);
      SortedMap<String, List<Long>> offsets = new TreeMap<>();
      for (String topic : topics.keySet()) {
        int count = (int) partitions.stream().filter(p -> p.topic().equals(topic)).count();
        offsets.put(
            topic,
            IntStream.range(0, count)
                .mapToObj(p -> ends.getOrDefault(new TopicPartition(topic, p), 0L))
                .toList());
      }
      return new FeedPosition(offsets);
    }
  }

  @Override
  public List<Fed> poll(Duration wait) {
    List<Fed> events = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : consumer.poll(wait)) {
      position = position.with(record.topic(), record.partition(), record.offset() + 1);
      events.add(new Fed(record.topic(), read(record), position));
    }
    return events;
  }

  @Override
  public FeedPosition position() {
    return position;
  }

  @Override
  public void close() {
    consumer.close();
  }

  private Recorded<?> read(ConsumerRecord<String, byte[]> record) {
    Codec<?> codec = topics.get(record.topic());
    if (codec == null) {
      throw new IllegalStateException("not asked for " + record.topic());
    }
    return EventRecord.read(record, codec);
  }
}
