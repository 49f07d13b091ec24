package orders.replay;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import orders.engine.Codec;
import orders.engine.EventRecord;
import orders.engine.Progress;
import orders.engine.ProjectionHost;
import orders.projection.Recorded;
import orders.projection.Rollup;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Folds an event topic from zero and compares every row, byte for byte, with what its view holds.
///
/// Each partition is compared at the position that the view's own watermark names, so that it may
/// be done while orders come in.
public final class Verification {

  private final Map<String, Object> reader;
  private final int partitions;

  /// @param reader properties of a consumer of committed records
  public Verification(Map<String, Object> reader, int partitions) {
    this.reader = Map.copyOf(reader);
    this.partitions = partitions;
  }

  /// What the comparison of one view found.
  ///
  /// @param differing keys of rows that differ, are missing, or should not be there; at most 20
  public record Result(
      String view, long rows, long events, String folded, String held, List<String> differing) {
    public boolean equal() {
      return folded.equals(held);
    }
  }

  /// Compares a projection's rows, and then those of each rollup.
  public <E, R> List<Result> compare(ProjectionHost<E, R> host) {
    List<Comparison> views = new ArrayList<>();
    views.add(new Comparison(host.rows().topic()));
    host.rollups().forEach(view -> views.add(new Comparison(view.rows().topic())));
    for (int partition = 0; partition < partitions; partition++) {
      compare(host, partition, views);
    }
    return views.stream().map(Comparison::result).toList();
  }

  private <E, R> void compare(ProjectionHost<E, R> host, int partition, List<Comparison> views) {
    List<Held> held =
        views.stream().map(view -> held(view.topic, partition, host.marks())).toList();
    for (int i = 0; i < views.size(); i++) {
      // Each topic has its own watermark: they may have been read at different moments.
      Fold<E, R> fold = new Fold<>(host, held.get(i).until);
      LogReader.read(reader, new TopicPartition(host.eventTopic(), partition), fold::take);
      views.get(i).add(partition, fold.encoded(i), held.get(i).rows, fold.events);
    }
  }

  private Held held(String topic, int partition, Codec<Progress.Mark> marks) {
    var held = new Held();
    LogReader.read(
        reader,
        new TopicPartition(topic, partition),
        record -> {
          if (record.key().equals(Progress.KEY)) {
            held.until = marks.decode(record.value()).offset();
          } else {
            held.rows.put(record.key(), record.value());
          }
        });
    return held;
  }

  private static final class Held {
    private final Map<String, byte[]> rows = new TreeMap<>();
    private long until;
  }

  /// The same functions that the live projection runs.
  private static final class Fold<E, R> {
    private final ProjectionHost<E, R> host;
    private final long until;
    private final Map<String, R> rows = new TreeMap<>();
    private final List<Share<R, ?>> shares;
    private long events;

    Fold(ProjectionHost<E, R> host, long until) {
      this.host = host;
      this.until = until;
      this.shares = host.rollups().stream().<Share<R, ?>>map(Share::new).toList();
    }

    void take(ConsumerRecord<String, byte[]> record) {
      if (record.offset() >= until) {
        return;
      }
      Recorded<E> event = EventRecord.read(record, host.events());
      events++;
      String key = host.projection().key(event);
      Optional<R> before = Optional.ofNullable(rows.get(key));
      Optional<R> after = host.projection().apply(before, event);
      if (after.isPresent() && !after.equals(before)) {
        rows.put(key, after.get());
        shares.forEach(share -> share.fold(before, after.get(), event));
      }
    }

    Map<String, byte[]> encoded(int view) {
      return view == 0 ? encode(rows, host.rows().codec()) : shares.get(view - 1).encoded();
    }
  }

  private static final class Share<R, A> {
    private final ProjectionHost.RollupView<R, A> view;
    private final Map<String, A> rows = new TreeMap<>();

    Share(ProjectionHost.RollupView<R, A> view) {
      this.view = view;
    }

    void fold(Optional<R> before, R after, Recorded<?> cause) {
      Rollup<R, A> rollup = view.rollup();
      for (String key : rollup.keys(before, after, cause)) {
        Optional<A> row = Optional.ofNullable(rows.get(key));
        rows.put(key, rollup.apply(row, key, before, after, cause));
      }
    }

    Map<String, byte[]> encoded() {
      return encode(rows, view.rows().codec());
    }
  }

  private static <T> Map<String, byte[]> encode(Map<String, T> rows, Codec<T> codec) {
    Map<String, byte[]> encoded = new TreeMap<>();
    rows.forEach((key, row) -> encoded.put(key, codec.encode(row)));
    return encoded;
  }

  /// Sums one view up over its partitions.
  private static final class Comparison {
    private static final int SHOWN_MAX = 20;

    private final String topic;
    private final MessageDigest folded = sha256();
    private final MessageDigest held = sha256();
    private final List<String> differing = new ArrayList<>();
    private long rows;
    private long events;

    Comparison(String topic) {
      this.topic = topic;
    }

    void add(int partition, Map<String, byte[]> fold, Map<String, byte[]> view, long foldedEvents) {
      rows += view.size();
      events += foldedEvents;
      digest(folded, partition, fold);
      digest(held, partition, view);
      var keys = new java.util.TreeSet<>(fold.keySet());
      keys.addAll(view.keySet());
      keys.stream()
          .filter(key -> !Arrays.equals(fold.get(key), view.get(key)))
          .limit(SHOWN_MAX - (long) differing.size())
          .forEach(differing::add);
    }

    Result result() {
      return new Result(
          topic,
          rows,
          events,
          HexFormat.of().formatHex(folded.digest()),
          HexFormat.of().formatHex(held.digest()),
          List.copyOf(differing));
    }

    private static void digest(MessageDigest digest, int partition, Map<String, byte[]> rows) {
      rows.forEach(
          (key, value) -> {
            digest.update((byte) partition);
            digest.update(key.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(value);
          });
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }
  }
}
