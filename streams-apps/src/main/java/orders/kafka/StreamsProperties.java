package orders.kafka;

import static org.apache.kafka.clients.consumer.ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.FETCH_MIN_BYTES_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.GROUP_INSTANCE_ID_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.MAX_POLL_RECORDS_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.METADATA_MAX_AGE_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.BATCH_SIZE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.BUFFER_MEMORY_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.COMPRESSION_TYPE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.LINGER_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.MAX_REQUEST_SIZE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.RETRY_BACKOFF_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.TRANSACTION_TIMEOUT_CONFIG;
import static org.apache.kafka.streams.StreamsConfig.consumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.producerPrefix;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import orders.engine.CommitPace;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.apache.kafka.streams.processor.TimestampExtractor;

/// The one place with the settings of every Streams app, each written out with its why.
public final class StreamsProperties {

  /// A process that stands still, or whose host is gone, is noticed after this; one that is closed
  /// leaves at once, and others say so of one that was killed. Brokers refuse less by default
  /// (`group.min.session.timeout.ms`), and pauses of a virtual machine or of garbage collection are
  /// to be shorter.
  static final int SESSION_MS = 6_000;

  private static final int HEARTBEAT_MS = 500;

  private StreamsProperties() {}

  /// What differs between apps and installations.
  ///
  /// @param applicationId also the group id and the prefix of the transactional ids
  /// @param server `host:port` under which other instances reach this one; without it keyed
  ///     look-ups find nothing, even on one node
  /// @param instance under which others can take this process out of the group, should it die
  /// @param commit how long a transaction gathers records before it commits
  /// @param time what time it is of a record
  public record App(
      String applicationId,
      String server,
      String instance,
      Path stateDirectory,
      int threads,
      int standbys,
      Commit commit,
      Class<? extends TimestampExtractor> time) {}

  /// @param least how long a transaction gathers records while commits are cheap
  /// @param most the same while the cluster is busy; only a projection tells the two apart
  public record Commit(Duration least, Duration most) {
    public Commit {
      most = most.compareTo(least) < 0 ? least : most;
    }

    /// The tables write nothing but their offsets.
    public static final Commit TABLES = every(Duration.ofMillis(100));

    private static final Duration MOST = Duration.ofMillis(100);

    /// As often as `least` while commits are cheap; see [CommitPace].
    public static Commit adaptive(Duration least) {
      return new Commit(least, MOST);
    }

    public static Commit every(Duration interval) {
      return new Commit(interval, interval);
    }
  }

  /// A Streams app that reads, decides or folds, and writes, exactly once.
  public static Properties exactlyOnce(KafkaConnection connection, App app) {
    Properties p = common(connection, app);
    p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    // What a process that died had open holds up every reader of committed records, also of what
    // its successor writes: until its partitions are given away, and no longer. Brokers look for
    // such transactions every ten seconds by default, and ours every second.
    p.put(producerPrefix(TRANSACTION_TIMEOUT_CONFIG), SESSION_MS);
    // The next transaction's first request meets CONCURRENT_TRANSACTIONS while the markers of the
    // last are written; with the default of 100 ms that alone made a commit's p99 115 ms.
    // The price: while a request of a transaction is under way, its thread looks each millisecond.
    p.put(producerPrefix(RETRY_BACKOFF_MS_CONFIG), 1);
    p.put(producerPrefix(RETRY_BACKOFF_MAX_MS_CONFIG), 100);
    return p;
  }

  /// A Streams app that writes nothing and only keeps tables. A transaction would have nothing to
  /// hold together, and under exactly-once a crash would wipe its tables; applying a row twice
  /// gives the same table, so this one keeps its state and its answers through a crash.
  public static Properties tables(KafkaConnection connection, App app) {
    Properties p = common(connection, app);
    p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    // Its producer is there and writes nothing. An idempotent one asks for an id all the same, and
    // where the app may write nowhere, it is refused and asks again at once, for ever.
    p.put(producerPrefix(ENABLE_IDEMPOTENCE_CONFIG), false);
    return p;
  }

  private static Properties common(KafkaConnection connection, App app) {
    Properties p = new Properties();
    p.putAll(connection.common());
    p.remove(StreamsConfig.CLIENT_ID_CONFIG); // Streams' own tells whose a transaction is
    p.put(StreamsConfig.APPLICATION_ID_CONFIG, app.applicationId());
    p.put(StreamsConfig.APPLICATION_SERVER_CONFIG, app.server());
    p.put(StreamsConfig.STATE_DIR_CONFIG, app.stateDirectory().toString());
    p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, app.threads());
    p.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, app.standbys());
    p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, app.commit().most().toMillis());
    p.put(CommitPace.LEAST_CONFIG, app.commit().least().toMillis());
    // Streams looks at its clocks between polls only: with the default of 100 ms, the second of two
    // commands a few milliseconds apart waited a tenth of a second for its commit.
    p.put(StreamsConfig.POLL_MS_CONFIG, Math.max(1, app.commit().least().toMillis() / 2));
    // Only records of committed transactions, here and in the tables alike.
    p.put(consumerPrefix("isolation.level"), "read_committed");
    p.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    // -1: the broker's default, 3 on a cluster and 1 on the embedded broker.
    p.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
    // The streams protocol has no static membership before 4.4 and is early access on 4.1 brokers.
    p.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
    // A store without a name would get one that changes when the topology does.
    p.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    // Our stores coalesce what a transaction changes; a second cache would only copy bytes.
    p.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    // The default stops an app at a record without a time, whoever wrote it.
    p.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, app.time());
    // A record that an app of ours cannot read, fold or write is a fault: stop, never skip.
    p.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailExceptionHandler.class);
    p.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailProcessingExceptionHandler.class);
    // A thread that hangs loses its partitions half a minute later, and a session, instead of five;
    // the watchdog ends its process after half of that, since the thread would keep its locks.
    p.put(consumerPrefix(MAX_POLL_INTERVAL_MS_CONFIG), 30_000);
    p.put(consumerPrefix(SESSION_TIMEOUT_MS_CONFIG), SESSION_MS);
    // Its answer is how a member learns that somebody died and the work is shared out anew: each
    // waits for it, and for the slowest. With every 1.5 s a take-over took 1.5 s more (measured).
    p.put(consumerPrefix(HEARTBEAT_INTERVAL_MS_CONFIG), HEARTBEAT_MS);
    // A member without a name can leave by itself only. This one leaves when it is closed all the
    // same, if it had joined by then, and its name is another with each start.
    p.put(consumerPrefix(GROUP_INSTANCE_ID_CONFIG), app.instance());
    p.put(consumerPrefix(METADATA_MAX_AGE_CONFIG), 30_000);
    // Work goes to a copy that lacks no more records than this. A crash wipes state, and with the
    // default of 10,000 an empty copy of a short topic counts as full: a process that was back
    // before its session ended was given work, and everybody waited until it had started.
    // Under load a full one lacks what comes while a round lasts, markers of transactions included:
    // a hundred a second where each commit writes one.
    p.put(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, 1_000);
    // Copies that an app fills at a time to be moved to: with the default of 2, an instance that is
    // new would get two tasks a minute.
    p.put(StreamsConfig.MAX_WARMUP_REPLICAS_CONFIG, 16);
    // How soon it gets its share once its copies are full, instead of after ten minutes; Kafka
    // Streams takes no less.
    p.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, 60_000);
    tuneForBatches(p);
    p.put(producerPrefix(COMPRESSION_TYPE_CONFIG), ClientProperties.compression(connection));
    return p;
  }

  /// Requests and transactions are what a cluster spends, not records (measured: half a millisecond
  /// of broker CPU a request, three a transaction), so everything is done in batches.
  private static void tuneForBatches(Properties p) {
    p.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 10_000);
    p.put(consumerPrefix(MAX_POLL_RECORDS_CONFIG), 5_000);
    p.put(consumerPrefix(FETCH_MIN_BYTES_CONFIG), 1);
    p.put(consumerPrefix(FETCH_MAX_WAIT_MS_CONFIG), 500);
    p.put(producerPrefix(BATCH_SIZE_CONFIG), 131_072);
    p.put(producerPrefix(LINGER_MS_CONFIG), 20);
    p.put(producerPrefix(BUFFER_MEMORY_CONFIG), 67_108_864);
    p.put(producerPrefix(MAX_REQUEST_SIZE_CONFIG), ClientProperties.REQUEST_BYTES_MAX);
  }

  /// The settings by name, for a log line or a doctor; secrets left out.
  public static Map<String, String> shown(Properties p) {
    Map<String, String> shown = new java.util.TreeMap<>();
    p.forEach(
        (name, value) -> {
          String key = name.toString();
          if (!key.contains("jaas") && !key.contains("password") && !key.contains("secret")) {
            shown.put(key, value.toString());
          }
        });
    return shown;
  }
}
