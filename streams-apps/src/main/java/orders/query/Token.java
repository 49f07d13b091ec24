package orders.query;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A consistency token: for partitions of event topics, how many of their events a reader must see.
///
/// Counts, not offsets: they have no gaps for transaction markers, and stay true when a view is
/// rebuilt or a log is restored elsewhere. Text form `orders.events:0:15,stock.events:3:7`.
public record Token(Map<Source, Long> positions) {

  /// The most partitions one token may name.
  public static final int SOURCES_MAX = 64;

  public static final Token NONE = new Token(Map.of());

  private static final java.util.regex.Pattern PART =
      java.util.regex.Pattern.compile("(orders\\.events|stock\\.events):(\\d{1,4}):(\\d{1,18})");

  public Token {
    positions = Map.copyOf(positions);
  }

  /// One partition of one event topic.
  public record Source(String topic, int partition) {}

  public static Token of(String topic, int partition, long position) {
    return new Token(Map.of(new Source(topic, partition), position));
  }

  /// Reads the text form.
  ///
  /// @throws IllegalArgumentException with a sentence for the client when the text is no token
  public static Token parse(String text) {
    if (text.isBlank()) {
      return NONE;
    }
    List<String> parts = List.of(text.split(",", -1));
    if (parts.size() > SOURCES_MAX) {
      throw new IllegalArgumentException("a token names at most " + SOURCES_MAX + " partitions");
    }
    Map<Source, Long> positions = new LinkedHashMap<>();
    for (String part : parts) {
      var matcher = PART.matcher(part.trim());
      if (!matcher.matches()) {
        throw new IllegalArgumentException("a token part is <event topic>:<partition>:<count>");
      }
      var source = new Source(matcher.group(1), Integer.parseInt(matcher.group(2)));
      positions.merge(source, Long.parseLong(matcher.group(3)), Math::max);
    }
    return new Token(positions);
  }

  /// The token that holds what both hold.
  public Token merge(Token other) {
    Map<Source, Long> merged = new LinkedHashMap<>(positions);
    other.positions.forEach((source, position) -> merged.merge(source, position, Math::max));
    return new Token(merged);
  }

  @Override
  public String toString() {
    return positions.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<Source, Long> e) -> e.getKey().topic())
                .thenComparingInt(e -> e.getKey().partition()))
        .map(e -> e.getKey().topic() + ":" + e.getKey().partition() + ":" + e.getValue())
        .collect(Collectors.joining(","));
  }
}
