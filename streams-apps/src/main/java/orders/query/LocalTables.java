package orders.query;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import orders.contract.UndecodableRecord;
import orders.engine.Codec;
import orders.engine.Progress;
import orders.kafka.BrokerUnreachable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.internals.StateStoreProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tables that this instance holds, active or standby.
public final class LocalTables {

  private static final Logger LOG = LoggerFactory.getLogger(LocalTables.class);

  /// A round goes on in the next one: whoever reads asks the cluster through the same client.
  private static final Duration LOOK_AHEAD_MAX = Duration.ofMillis(300);

  private static final Progress.Mark NOTHING = new Progress.Mark(0, 0, Instant.EPOCH);

  private final KafkaStreams streams;
  private final Map<String, ViewSpec<?>> views;
  private final Codec<Progress.Mark> marks;
  private final Function<TopicPartition, Optional<ConsumerRecord<String, byte[]>>> committed;
  private final LongSupplier pauses;

  /// @param committed the last committed record of a partition
  /// @param pauses how often the process stood still
  public LocalTables(
      KafkaStreams streams,
      List<ViewSpec<?>> views,
      Codec<Progress.Mark> marks,
      Function<TopicPartition, Optional<ConsumerRecord<String, byte[]>>> committed,
      LongSupplier pauses) {
    this.streams = streams;
    this.marks = marks;
    this.committed = committed;
    this.pauses = pauses;
    Map<String, ViewSpec<?>> byName = new HashMap<>();
    views.forEach(view -> byName.put(view.name(), view));
    this.views = Map.copyOf(byName);
  }

  /// Answers from the tables here.
  ///
  /// @throws ViewReader.Unavailable when a partition asked has no copy here that can be read
  public PartReply answer(PartQuery query) {
    ViewSpec<?> view = views.get(query.view());
    if (view == null) {
      throw new ViewReader.Unavailable("this instance has no view " + query.view());
    }
    long deadline = System.nanoTime() + Duration.ofMillis(query.patienceMs()).toNanos();
    List<ViewTable.Row> rows = new ArrayList<>();
    Map<Integer, PartReply.Reached> marks = new HashMap<>();
    boolean reached = true;
    for (Map.Entry<Integer, PartQuery.Need> part : query.needs().entrySet()) {
      ViewTable<?> table = table(view, part.getKey());
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      reached &= table.await(part.getValue().events(), part.getValue().offset(), left);
      Progress.Mark mark = table.read(() -> collect(table, query, rows));
      if (!table.isOpen()) {
        throw unreadable(view, part.getKey()); // closed meanwhile: what was read may be nothing
      }
      marks.put(part.getKey(), new PartReply.Reached(mark.events(), mark.offset(), mark.at()));
    }
    return new PartReply(rows, marks, reached);
  }

  /// What a look at the copies here has found.
  ///
  /// @param complete have everything
  /// @param of so many that the group gave to this instance
  /// @param taken records of their topics
  /// @param without groups that gave none to this instance
  public record Copies(long complete, long of, long taken, long without) {

    public static final Copies NONE = new Copies(0, 0, 0, 0);

    /// Some that cannot be looked at.
    static final Copies UNKNOWN = new Copies(0, 1, 0, 0);

    public boolean all() {
      return complete >= of;
    }

    /// Whether there is more than there was.
    public boolean beyond(Copies before) {
      return complete > before.complete || taken > before.taken;
    }

    public Copies plus(Copies other) {
      return new Copies(
          complete + other.complete, of + other.of, taken + other.taken, without + other.without);
    }
  }

  /// Asks each copy here whether it has everything, before a reader does.
  ///
  /// A standby reads no further than its group has committed: one that is asked for the first time
  /// when the active copy is gone, while orders come in, would not be there until it takes over.
  ///
  /// @param partitions of each view
  /// @return those that there was no time to ask are not complete
  public Copies lookAhead(int partitions) {
    try {
      return lookAhead(partitions, System.nanoTime() + LOOK_AHEAD_MAX.toNanos());
    } catch (RuntimeException e) {
      LOG.debug("cannot look ahead, tries again: {}", e.getMessage());
      return Copies.UNKNOWN;
    }
  }

  private Copies lookAhead(int partitions, long deadline) {
    long here = 0;
    long complete = 0;
    long taken = 0;
    for (ViewSpec<?> view : views.values()) {
      for (int partition = 0; partition < partitions; partition++) {
        Optional<ViewTable<?>> copy = copy(view, partition);
        if (copy.isPresent()) {
          here++;
          taken += copy.get().taken();
          boolean asked = System.nanoTime() < deadline;
          complete += asked && complete(copy.get(), view, partition) ? 1 : 0;
        }
      }
    }
    long of = Math.max(here, tasks());
    return new Copies(complete, of, taken, of == 0 ? 1 : 0);
  }

  /// Whether the tables here follow their topics, each as the group has spread them.
  public boolean running() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  /// How many tables the group gave to this instance; some may not be there yet.
  private int tasks() {
    return streams.metadataForLocalThreads().stream()
        .mapToInt(thread -> thread.activeTasks().size() + thread.standbyTasks().size())
        .sum();
  }

  private static Progress.Mark collect(
      ViewTable<?> table, PartQuery query, List<ViewTable.Row> rows) {
    query
        .key()
        .flatMap(key -> table.get(key).map(value -> new ViewTable.Row(key, value)))
        .ifPresent(rows::add);
    query.range().ifPresent(range -> rows.addAll(table.range(range, query.after(), query.limit())));
    return table.mark();
  }

  private ViewTable<?> table(ViewSpec<?> view, int partition) {
    return copy(view, partition)
        .filter(table -> complete(table, view, partition))
        .orElseThrow(() -> unreadable(view, partition));
  }

  private Optional<ViewTable<?>> copy(ViewSpec<?> view, int partition) {
    try {
      return Optional.of(
          streams.store(
              StoreQueryParameters.fromNameAndType(view.store(), new TableType())
                  .withPartition(partition)
                  .enableStaleStores()));
    } catch (InvalidStateStoreException | IllegalStateException e) { // moved, or going down
      return Optional.empty();
    }
  }

  private boolean complete(ViewTable<?> table, ViewSpec<?> view, int partition) {
    var rows = new TopicPartition(view.topic(), partition);
    try {
      return table.complete(() -> reached(rows), pauses.getAsLong());
    } catch (KafkaException | IllegalStateException | BrokerUnreachable e) {
      return false; // the cluster does not say, so nobody knows
    }
  }

  /// A projection writes its progress behind the rows of every transaction.
  private Progress.Mark reached(TopicPartition partition) {
    return committed
        .apply(partition)
        .filter(record -> record.key().equals(Progress.KEY))
        .flatMap(record -> mark(record.value()))
        .orElse(NOTHING);
  }

  /// What is no mark says nothing of how far the projection has come.
  private Optional<Progress.Mark> mark(byte[] value) {
    try {
      return Optional.of(marks.decode(value));
    } catch (UndecodableRecord e) {
      return Optional.empty();
    }
  }

  private static ViewReader.Unavailable unreadable(ViewSpec<?> view, int partition) {
    return new ViewReader.Unavailable(
        "partition " + partition + " of " + view.name() + " cannot be read here now");
  }

  private static final class TableType implements QueryableStoreType<ViewTable<?>> {

    @Override
    public boolean accepts(StateStore store) {
      return store instanceof ViewTable<?>;
    }

    @Override
    public ViewTable<?> create(StateStoreProvider provider, String storeName) {
      List<ViewTable<?>> tables = provider.stores(storeName, this);
      if (tables.isEmpty()) {
        throw new InvalidStateStoreException("no table " + storeName);
      }
      return tables.getFirst();
    }
  }
}
