package orders.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import orders.query.Answer;
import orders.query.Page;
import orders.query.Token;
import orders.query.ViewReader;

/// Rows in memory, folded from one event topic.
public final class MemoryView<R> implements ViewReader<R> {

  private final String source;
  private final Map<String, Function<R, String>> indexes;
  private final NavigableMap<String, R> rows = new ConcurrentSkipListMap<>();
  private volatile long events;
  private volatile boolean readable = true;

  /// @param source the event topic it is folded from
  public MemoryView(String source, Map<String, Function<R, String>> indexes) {
    this.source = source;
    this.indexes = Map.copyOf(indexes);
  }

  /// Whether any copy can be read.
  public void readable(boolean now) {
    readable = now;
  }

  Optional<R> find(String key) {
    return Optional.ofNullable(rows.get(key));
  }

  void put(String key, R row) {
    rows.put(key, row);
  }

  void reached(long count) {
    events = count;
  }

  @Override
  public Answer<Optional<R>> get(String key, Freshness freshness) {
    return answer(find(key), freshness);
  }

  @Override
  public Answer<Page<R>> list(Range index, Optional<String> after, int limit, Freshness freshness) {
    NavigableMap<String, R> matching = new TreeMap<>();
    rows.forEach(
        (key, row) -> {
          if (matches(index, key, row) && after.map(a -> key.compareTo(a) > 0).orElse(true)) {
            matching.put(key, row);
          }
        });
    List<Map.Entry<String, R>> found = matching.entrySet().stream().limit(limit).toList();
    Optional<String> next =
        matching.size() > limit ? Optional.of(found.getLast().getKey()) : Optional.empty();
    return answer(new Page<>(found.stream().map(Map.Entry::getValue).toList(), next), freshness);
  }

  private boolean matches(Range range, String key, R row) {
    if (range.index().isEmpty()) {
      return true;
    }
    Function<R, String> index = indexes.get(range.index());
    if (index == null && !range.index().equals("key")) {
      throw new IllegalArgumentException("no index " + range.index());
    }
    String value = index == null ? key : index.apply(row);
    return value.compareTo(range.from()) >= 0 && value.compareTo(range.to()) <= 0;
  }

  private <T> Answer<T> answer(T value, Freshness freshness) {
    if (!readable) {
      throw new Unavailable("no copy can be read now");
    }
    Token mine = Token.of(source, 0, events);
    boolean stale =
        freshness.token().positions().getOrDefault(new Token.Source(source, 0), 0L) > events;
    if (stale && !freshness.lenient()) {
      throw new Behind(mine, Duration.ofMillis(1500));
    }
    return new Answer<>(value, mine, Instant.parse("2026-11-23T12:00:00Z"), Duration.ZERO, stale);
  }
}
