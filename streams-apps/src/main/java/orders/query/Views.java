package orders.query;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import orders.kafka.Partitions;

/// Reads one view wherever its partitions are: one hop to each instance that holds some, and then
/// one row, one sum of shares, or one merged page.
public final class Views<R> implements ViewReader<R> {

  private final ViewSpec<R> view;
  private final Scatter scatter;
  private final CausalBarrier barrier;
  private final LagSampler lag;
  private final int partitions;

  public Views(
      ViewSpec<R> view, Scatter scatter, CausalBarrier barrier, LagSampler lag, int partitions) {
    this.view = view;
    this.scatter = scatter;
    this.barrier = barrier;
    this.lag = lag;
    this.partitions = partitions;
  }

  @Override
  public Answer<Optional<R>> get(String key, Freshness freshness) {
    Asked asked = ask(partitionsOf(key), freshness, Optional.of(key), Optional.empty(), "", 1);
    Optional<R> row =
        asked.reply().rows().stream()
            .map(found -> view.codec().decode(found.value()))
            .reduce(view.merge());
    return asked.answer(row);
  }

  @Override
  public Answer<Page<R>> list(Range index, Optional<String> after, int limit, Freshness freshness) {
    Asked asked =
        ask(
            partitionsOf(index),
            freshness,
            Optional.empty(),
            Optional.of(index),
            after.orElse(""),
            limit + 1);
    return asked.answer(page(index, limit, asked.reply().rows()));
  }

  /// Each partition gave its first entries, one more than the page holds; the first of all of them
  /// are the page. A shared row on it is whole: a partition that left its share of it out would
  /// have filled the page with smaller keys.
  private Page<R> page(Range index, int limit, List<ViewTable.Row> rows) {
    Map<String, R> merged = new LinkedHashMap<>();
    rows.forEach(row -> merged.merge(row.key(), view.codec().decode(row.value()), view.merge()));
    List<Map.Entry<String, R>> sorted = new ArrayList<>();
    merged.forEach((key, row) -> sorted.add(Map.entry(position(index, key, row), row)));
    sorted.sort(Map.Entry.comparingByKey(Comparator.naturalOrder()));
    List<Map.Entry<String, R>> kept = sorted.subList(0, Math.min(limit, sorted.size()));
    boolean more = sorted.size() > limit;
    return new Page<>(
        kept.stream().map(Map.Entry::getValue).toList(),
        more && !kept.isEmpty() ? Optional.of(kept.getLast().getKey()) : Optional.empty());
  }

  private String position(Range index, String key, R row) {
    return ViewTable.position(view, index, key, row);
  }

  private Asked ask(
      List<Integer> asked,
      Freshness freshness,
      Optional<String> key,
      Optional<Range> range,
      String after,
      int limit) {
    long deadline = System.nanoTime() + freshness.patience().toNanos();
    CausalBarrier.Floor floor = barrier.floor(view.source(), asked, freshness);
    long left = Math.max(0, deadline - System.nanoTime()) / 1_000_000;
    var query =
        new PartQuery(
            view.name(),
            needs(asked, freshness, floor),
            key,
            range,
            after.isEmpty() ? Optional.empty() : Optional.of(after),
            limit,
            left);
    PartReply reply = scatter.ask(view.topic(), query);
    var result = new Asked(reply, freshness, !reply.reached() || !floor.whole());
    if (!reply.reached() && !freshness.lenient()) {
      throw new Behind(result.token(), result.lagging());
    }
    return result;
  }

  private Map<Integer, PartQuery.Need> needs(
      List<Integer> asked, Freshness freshness, CausalBarrier.Floor floor) {
    Map<Integer, PartQuery.Need> needs = new HashMap<>();
    for (int partition : asked) {
      long events =
          freshness
              .token()
              .positions()
              .getOrDefault(new Token.Source(view.source(), partition), 0L);
      needs.put(partition, new PartQuery.Need(events, floor.offsets().getOrDefault(partition, 0L)));
    }
    return needs;
  }

  private List<Integer> partitionsOf(String key) {
    return view.partitionKey()
        .map(own -> List.of(Partitions.of(own.apply(key), partitions)))
        .orElseGet(this::all);
  }

  /// A range over the keys of one aggregate lies in its partition; any other is everywhere.
  private List<Integer> partitionsOf(Range range) {
    Optional<Function<String, String>> own = view.partitionKey();
    if (own.isPresent() && range.index().equals(ViewSpec.BY_KEY)) {
      String from = own.get().apply(range.from());
      if (!from.equals(range.from()) && from.equals(own.get().apply(range.to()))) {
        return List.of(Partitions.of(from, partitions));
      }
    }
    return all();
  }

  private List<Integer> all() {
    return IntStream.range(0, partitions).boxed().toList();
  }

  private final class Asked {
    private final PartReply reply;
    private final Freshness freshness;
    private final boolean stale;

    Asked(PartReply reply, Freshness freshness, boolean stale) {
      this.reply = reply;
      this.freshness = freshness;
      this.stale = stale;
    }

    PartReply reply() {
      return reply;
    }

    Token token() {
      Map<Token.Source, Long> positions = new HashMap<>();
      reply
          .marks()
          .forEach(
              (partition, mark) ->
                  positions.put(new Token.Source(view.source(), partition), mark.events()));
      return new Token(positions);
    }

    Duration lagging() {
      return lag.of(view.source(), reply.marks());
    }

    <T> Answer<T> answer(T value) {
      Instant asOf =
          reply.marks().values().stream()
              .map(PartReply.Reached::at)
              .max(Comparator.naturalOrder())
              .orElse(Instant.EPOCH);
      Token token = stale ? token() : token().merge(freshness.token());
      return new Answer<>(value, token, asOf, lagging(), stale);
    }
  }
}
