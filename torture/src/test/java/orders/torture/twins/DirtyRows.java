package orders.torture.twins;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The rows of this process's projections as they are before their transactions end.
public final class DirtyRows {

  private static final Map<String, byte[]> ROWS = new ConcurrentHashMap<>();

  private DirtyRows() {}

  static void forget() {
    ROWS.clear();
  }

  public static void put(String topic, String key, byte[] row) {
    ROWS.put(topic + "/" + key, row);
  }

  /// The row that is committed, unless there is one that is not.
  public static Optional<byte[]> get(String topic, String key, Optional<byte[]> committed) {
    return Optional.ofNullable(ROWS.get(topic + "/" + key)).or(() -> committed);
  }
}
