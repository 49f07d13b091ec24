package orders.query;

import java.util.List;
import orders.engine.Codec;
import orders.engine.Progress;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/// Tables over the topics of committed rows. Nothing else is read, so neither the active copy nor a
/// standby can ever show a row that was not committed.
public final class QueryTopology {

  private QueryTopology() {}

  public static Topology of(List<ViewSpec<?>> views, Codec<Progress.Mark> marks) {
    var topology = new Topology();
    views.forEach(view -> add(topology, view, marks));
    return topology;
  }

  private static <R> void add(Topology topology, ViewSpec<R> view, Codec<Progress.Mark> marks) {
    topology.addReadOnlyStateStore(
        new ViewTableBuilder<>(view, marks),
        view.name() + "-rows",
        new StringDeserializer(),
        new ByteArrayDeserializer(),
        view.topic(),
        view.name() + "-update",
        () -> new Update<R>(view.store()));
  }

  private static final class Update<R> extends ContextualProcessor<String, byte[], Void, Void> {

    private final String store;

    Update(String store) {
      this.store = store;
    }

    @Override
    public void process(Record<String, byte[]> record) {
      ViewTable<R> table = context().getStateStore(store);
      table.apply(record.key(), record.value());
    }
  }
}
