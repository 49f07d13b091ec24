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

  /// The most partitions of one topic.
  private static final int PARTITIONS_MAX = 1_000;

  private static final Pattern TOPIC = Pattern.compile("([a-z.]{1,64})=([0-9.]++)");
  private static final Pattern OFFSET = Pattern.compile("[0-9]{1,18}");

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
      if (!matcher.matches() || offsets.containsKey(matcher.group(1))) {
        throw none();
      }
      offsets.put(matcher.group(1), numbers(matcher.group(2)));
    }
    return new FeedPosition(offsets);
  }

  /// One by one: an expression that repeats a group goes as deep into the stack as there are.
  private static List<Long> numbers(String text) {
    String[] parts = text.split("\\.", PARTITIONS_MAX + 1);
    if (parts.length > PARTITIONS_MAX
        || !Arrays.stream(parts).allMatch(part -> OFFSET.matcher(part).matches())) {
      throw none();
    }
    return Arrays.stream(parts).map(Long::valueOf).toList();
  }

  private static IllegalArgumentException none() {
    return new IllegalArgumentException("it is an id that an event of this stream had");
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
