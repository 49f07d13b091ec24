package orders.app;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.stock.StockEvent;
import orders.codec.Codecs;
import orders.contract.Apps;
import orders.contract.Topics;
import orders.engine.Codec;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import orders.kafka.LogPositions;
import orders.kafka.StreamsProperties;
import orders.kafka.StreamsProperties.Commit;
import orders.query.CausalBarrier;
import orders.query.EventFetcher;
import orders.query.LagSampler;
import orders.query.LocalTables;
import orders.query.LogEvents;
import orders.query.QueryTopology;
import orders.query.Scatter;
import orders.query.ViewSpec;
import orders.replay.ControlLog;
import orders.replay.ViewVersions;
import orders.watch.Pulse;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// The tables of a process that answers reads, and everything that finds rows and events for them.
final class ReadSide implements AutoCloseable {

  private final Settings settings;
  private final KafkaConnection kafka;
  private final Codecs codecs;
  private final RunningApps apps;
  private final Presence here;
  private final LongSupplier pauses;
  private final LogPositions positions;
  private final LagSampler lag;
  private final LogEvents<OrderEvent> orderLog;
  private final LogEvents<StockEvent> stockLog;
  private final FedVersions<ViewTables.Tables> versions;
  private final ViewTables tables;

  /// @param here where other instances reach this one's peer endpoint
  /// @param pauses how often the process stood still
  ReadSide(
      Settings settings,
      Codecs codecs,
      RunningApps apps,
      ControlLog control,
      Presence here,
      LongSupplier pauses) {
    this.settings = settings;
    this.kafka = settings.kafka().of(Apps.QUERY);
    this.codecs = codecs;
    this.apps = apps;
    this.here = here;
    this.pauses = pauses;
    this.positions =
        new LogPositions(
            Admin.create(ClientProperties.admin(kafka, "orders-positions")),
            new KafkaConsumer<>(ClientProperties.seeker(kafka, "orders-positions")));
    this.lag = new LagSampler(() -> positions.stable(eventPartitions()));
    this.orderLog = log(Topics.ORDERS_EVENTS, codecs.orderEvents());
    this.stockLog = log(Topics.STOCK_EVENTS, codecs.stockEvents());
    this.tables =
        new ViewTables(
            this::start, apps, new CausalBarrier(positions, ways()), lag, settings.partitions());
    lag.alongside(tables::lookAhead);
    this.versions = new FedVersions<>(control, ViewVersions::fed, tables);
  }

  /// Starts the tables of every view, and returns what reads them.
  Reads start() {
    List<ViewGroup> groups = ViewGroup.all(codecs);
    AtOnce.run(versions.follow(groups));
    tables.allStarted();
    return new Reads(
        tables,
        codecs,
        orderLog,
        stockLog,
        () -> groups.stream().flatMap(group -> tables.hosted(group).stream()).toList());
  }

  private <E> LogEvents<E> log(String topic, Codec<E> codec) {
    var fetcher =
        new EventFetcher<>(
            topic,
            codec,
            () -> new KafkaConsumer<>(ClientProperties.seeker(kafka, "orders-history")));
    return new LogEvents<>(
        topic,
        settings.partitions(),
        codec,
        fetcher,
        () -> new KafkaConsumer<>(ClientProperties.bulk(kafka, "orders-look-back")));
  }

  private ViewTables.Tables start(ViewGroup group, int version) {
    List<ViewSpec<?>> views =
        group.specs().stream().<ViewSpec<?>>map(view -> view.version(version)).toList();
    String id = group.target().tables(version);
    var app =
        new StreamsApp(
            id,
            QueryTopology.of(views, codecs.marks()),
            StreamsProperties.tables(kafka, settings.app(id, here, Commit.TABLES)));
    var local =
        new LocalTables(app.streams(), views, codecs.marks(), positions::lastRecord, pauses);
    var scatter = Scatter.of(app.streams(), here.host(), local);
    apps.start(app, kafka);
    return new ViewTables.Tables(version, app, local, scatter, views);
  }

  Pulse pulse() {
    return lag.pulse();
  }

  /// Whether the tables here have been filled, see [ViewTables#filled].
  boolean filled() {
    return tables.filled();
  }

  /// See [ViewTables#filling].
  String filling() {
    return tables.filling();
  }

  /// Whether a version that was decided on does not start.
  boolean failed() {
    return versions.failed();
  }

  @Override
  public void close() {
    versions.close();
    orderLog.close();
    stockLog.close();
    lag.close();
    positions.close();
  }

  /// How tokens of one event topic reach rows of the other.
  private static List<CausalBarrier.Way> ways() {
    return List.of(
        new CausalBarrier.Way(
            Topics.ORDERS_EVENTS,
            Apps.INVENTORY_SERVICE,
            Topics.STOCK_COMMANDS,
            Topics.STOCK_EVENTS),
        new CausalBarrier.Way(
            Topics.STOCK_EVENTS, Apps.ORDER_SERVICE, Topics.ORDERS_COMMANDS, Topics.ORDERS_EVENTS));
  }

  private List<TopicPartition> eventPartitions() {
    return Stream.of(Topics.ORDERS_EVENTS, Topics.STOCK_EVENTS)
        .flatMap(
            topic ->
                IntStream.range(0, settings.partitions())
                    .mapToObj(partition -> new TopicPartition(topic, partition)))
        .toList();
  }
}
