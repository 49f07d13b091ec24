package orders.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import orders.engine.Progress;
import orders.engine.ProjectionHost;
import orders.kafka.KafkaConnection;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/// A view as it was, folded on the heap for somebody to look at. Nothing on the cluster changes, so
/// that there is nothing to clear up afterwards either.
public final class Look {

  private final Map<String, Object> reader;
  private final int partitions;

  public Look(KafkaConnection connection, int partitions) {
    this.reader = orders.kafka.ClientProperties.bulk(connection, "orders-look");
    this.partitions = partitions;
  }

  /// How far the log is folded.
  ///
  /// @param offset below which events count, in each partition; empty for all
  /// @param at broker time up to which events count; empty for all
  public record Until(OptionalLong offset, Optional<Instant> at) {

    /// To where the log ends now.
    public static final Until NOW = new Until(OptionalLong.empty(), Optional.empty());

    boolean takes(ConsumerRecord<?, ?> event) {
      return at.map(time -> event.timestamp() <= time.toEpochMilli()).orElse(true);
    }
  }

  /// One row.
  ///
  /// @param view such as `invoices`
  /// @param json the row as the projection knows it
  public record Row(String view, String key, String json) {}

  /// Folds everything, and tells of the rows in the order of their keys.
  public <E, R> void rows(ProjectionHost<E, R> host, Until until, Consumer<Row> each) {
    List<Map<String, Object>> views = new ArrayList<>();
    host.stores().forEach(_ -> views.add(new TreeMap<>()));
    for (int partition = 0; partition < partitions; partition++) {
      fold(host, partition, until, Optional.empty()).addTo(views);
    }
    IntStream.range(0, views.size())
        .forEach(
            view ->
                views
                    .get(view)
                    .forEach(
                        (key, row) ->
                            each.accept(new Row(host.stores().get(view).name(), key, json(row)))));
  }

  /// Folds the events of one key alone; empty when it has none of its own.
  public <E, R> Optional<Row> row(ProjectionHost<E, R> host, String key, Until until) {
    List<Map<String, Object>> views = new ArrayList<>();
    host.stores().forEach(_ -> views.add(new TreeMap<>()));
    fold(host, partition(key), until, Optional.of(key)).addTo(views);
    return Optional.ofNullable(views.getFirst().get(key))
        .map(row -> new Row(host.rows().name(), key, json(row)));
  }

  /// The row that readers see under that key, and the fold of the log as of that row's watermark.
  ///
  /// @return `held` and `folded`, each empty when there is none
  public <E, R> Pair compare(ProjectionHost<E, R> host, String key) {
    var rows = new TopicPartition(host.rows().topic(), partition(key));
    Map<String, byte @Nullable []> held = new HashMap<>();
    Held.Rows all = held::put;
    Progress.Mark mark = Held.read(reader, rows, host.marks(), all.only(key::equals));
    var until = new Until(OptionalLong.of(mark.offset()), Optional.empty());
    return new Pair(
        Optional.ofNullable(held.get(key)).map(row -> json(host.rows().codec().decode(row))),
        row(host, key, until).map(Row::json));
  }

  /// A row twice.
  public record Pair(Optional<String> held, Optional<String> folded) {
    public boolean equal() {
      return held.equals(folded);
    }
  }

  private <E, R> Fold<E, R> fold(
      ProjectionHost<E, R> host, int partition, Until until, Optional<String> key) {
    var fold = new Fold<E, R>(host);
    LogReader.read(
        reader,
        new TopicPartition(host.eventTopic(), partition),
        until.offset().orElse(Long.MAX_VALUE),
        event -> {
          if (until.takes(event) && key.map(wanted -> wanted.equals(event.key())).orElse(true)) {
            fold.take(event);
          }
        });
    return fold;
  }

  /// As every producer of keyed topics chooses it.
  private int partition(String key) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
  }

  private static String json(Object row) {
    try {
      return ControlJson.JSON.writeValueAsString(row);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a row cannot be shown: " + row, e);
    }
  }
}
