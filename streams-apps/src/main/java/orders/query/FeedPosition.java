package orders.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How far a feed has come: for each topic, and each of its partitions, the offset to go on with.
/// Text form `orders.events=15.7.0.3;stock.events=1.2.3.4`, for `Last-Event-ID`.
public record FeedPosition(SortedMap<String, List<Long>> offsets) {

  private static final Pattern TOPIC =
      Pattern.compile("([a-z.]{1,64})=(\\d{1,18}(?:\\.\\d{1,18}){0,999})");

  public FeedPosition {
    offsets = Collections.unmodifiableSortedMap(new TreeMap<>(offsets));
  }

  /// Reads the text form.
  ///
  /// @throws IllegalArgumentException with a sentence for the client when the text is none
  public static FeedPosition parse(String text) {
    SortedMap<String, List<Long>> offsets = new TreeMap<>();
    for (String part : text.split(";", -1)) {
      var matcher = TOPIC.matcher(part);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("it is an id that an event of this stream had");
      }
      offsets.put(
          matcher.group(1),
          Arrays.stream(matcher.group(2).split("\\.", -1)).map(Long::valueOf).toList());
    }
    return new FeedPosition(offsets);
  }

  /// The first position of the same topics and partitions.
  public FeedPosition first() {
    SortedMap<String, List<Long>> zeroes = new TreeMap<>();
    offsets.forEach((topic, next) -> zeroes.put(topic, Collections.nCopies(next.size(), 0L)));
    return new FeedPosition(zeroes);
  }

  /// Whether it names the same topics and partitions, and nothing behind their ends.
  public boolean within(FeedPosition ends) {
    return offsets.keySet().equals(ends.offsets.keySet())
        && offsets.entrySet().stream()
            .allMatch(
                topic -> {
                  List<Long> end = ends.offsets.getOrDefault(topic.getKey(), List.of());
                  return topic.getValue().size() == end.size()
                      && IntStream.range(0, end.size())
                          .allMatch(p -> topic.getValue().get(p) <= end.get(p));
                });
  }

  /// The position behind one more record.
  public FeedPosition with(String topic, int partition, long next) {
    SortedMap<String, List<Long>> moved = new TreeMap<>(offsets);
    List<Long> ofTopic = new ArrayList<>(moved.getOrDefault(topic, List.of()));
    ofTopic.set(partition, next);
    moved.put(topic, List.copyOf(ofTopic));
    return new FeedPosition(moved);
  }

  @Override
  public String toString() {
    return offsets.entrySet().stream()
        .map(
            topic ->
                topic.getKey()
                    + "="
                    + topic.getValue().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(".")))
        .collect(Collectors.joining(";"));
  }
}
