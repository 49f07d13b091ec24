package orders.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.internals.RocksDBStore;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// RocksDB that starts empty where what lies on the disk cannot be read: all that was in it comes
/// back from its changelog.
///
/// Streams wipes a store that was not closed well. One that was, and was damaged afterwards, it
/// opens again and again, and every thread that tries dies of it. Damage that a thread meets later
/// on is left to Streams: the thread dies with its transaction, and whoever takes the task over
/// starts empty. What Streams itself does not notice, neither does this: its iterators end where a
/// block cannot be read.
final class DiskStore extends RocksDBStore {

  private static final Logger LOG = LoggerFactory.getLogger(DiskStore.class);
  private static final String METRICS = "rocksdb";

  /// What RocksDB says, with no code of its own, of a file that is named and not there.
  private static final String MISSING = "No such file";

  private DiskStore(String name) {
    super(name, METRICS);
  }

  static KeyValueBytesStoreSupplier supplier(String name) {
    return new StoreSupply(name, METRICS, DiskStore::new);
  }

  @Override
  public void init(StateStoreContext streams, StateStore root) {
    try {
      super.init(streams, root);
    } catch (ProcessorStateException e) {
      if (!isDamage(e)) {
        throw e;
      }
      LOG.error("{} of {} is damaged, and is made anew", name(), streams.taskId(), e);
      empty();
      super.init(streams, root);
    }
  }

  private void empty() {
    try {
      Utils.delete(dbDir);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + name(), e);
    }
  }

  /// Not a full disk, and not a directory that another process holds.
  private static boolean isDamage(ProcessorStateException failure) {
    if (!(failure.getCause() instanceof RocksDBException rocks) || rocks.getStatus() == null) {
      return false;
    }
    return switch (rocks.getStatus().getCode()) {
      case Corruption, InvalidArgument -> true;
      case IOError -> String.valueOf(rocks.getMessage()).contains(MISSING);
      case Ok,
          NotFound,
          NotSupported,
          MergeInProgress,
          Incomplete,
          ShutdownInProgress,
          TimedOut,
          Aborted,
          Busy,
          Expired,
          TryAgain,
          Undefined ->
          false;
    };
  }
}
