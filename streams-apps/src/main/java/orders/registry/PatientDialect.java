package orders.registry;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import orders.contract.Dialect;
import orders.contract.SchemaStore;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits through a blip of the registry when the schema of a new id is asked for, rather than have
/// the thread that meets it end, and its tasks move, at once.
///
/// Shorter than a transaction may be open; a longer outage is for who asked to wait through.
record PatientDialect<I>(Dialect<I> registry, Duration waitMax) implements Dialect<I> {

  static final Duration WAIT_MAX = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(PatientDialect.class);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  @Override
  public Optional<Schema> byId(I id) {
    long deadline = System.nanoTime() + waitMax.toNanos();
    Duration pause = PAUSE;
    while (true) {
      try {
        return registry.byId(id);
      } catch (SchemaStore.Unavailable e) {
        if (System.nanoTime() + pause.toNanos() > deadline) {
          throw e;
        }
        LOG.warn("The registry does not say what schema {} is; asked again: {}", id, e.toString());
        pause(pause, e);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
      }
    }
  }

  private static void pause(Duration pause, SchemaStore.Unavailable why) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw why;
    }
  }

  @Override
  public int headerBytes() {
    return registry.headerBytes();
  }

  @Override
  public byte[] header(I id) {
    return registry.header(id);
  }

  @Override
  public I id(byte @Nullable [] value) {
    return registry.id(value);
  }

  @Override
  public byte[] plain(byte[] value) {
    return registry.plain(value);
  }

  @Override
  public Map<String, I> registerAll(Map<String, Schema> schemas) {
    return registry.registerAll(schemas);
  }

  @Override
  public Optional<I> known(String subject, Schema schema) {
    return registry.known(subject, schema);
  }
}
