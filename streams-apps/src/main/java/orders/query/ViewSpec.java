package orders.query;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import orders.contract.Topics;
import orders.engine.Codec;

/// A view as readers know it.
///
/// @param name such as `invoices`
/// @param topic the compacted topic of its rows
/// @param source the event topic it is folded from
/// @param partitionKey from a row's key to the key of the aggregate whose partition it lies in;
///     empty when each partition holds a share of the row
/// @param merge adds the shares of a row up
/// @param indexes from the name of an index to the values that a row has in it
public record ViewSpec<R>(
    String name,
    String topic,
    String source,
    Codec<R> codec,
    Optional<Function<String, String>> partitionKey,
    BinaryOperator<R> merge,
    Map<String, Function<R, List<String>>> indexes) {

  /// The range over the rows' own keys.
  public static final String BY_KEY = "key";

  /// A view whose rows lie where their own key says.
  public static <R> ViewSpec<R> keyed(
      String name,
      String topic,
      String source,
      Codec<R> codec,
      Map<String, Function<R, List<String>>> indexes) {
    BinaryOperator<R> never =
        (left, right) -> {
          throw new IllegalStateException("two rows under one key in " + name);
        };
    return new ViewSpec<>(
        name, topic, source, codec, Optional.of(Function.identity()), never, indexes);
  }

  /// The same view over the rows of another version.
  public ViewSpec<R> version(int version) {
    return new ViewSpec<>(
        name + "-v" + version,
        Topics.version(topic, version),
        source,
        codec,
        partitionKey,
        merge,
        indexes);
  }

  /// The name of its store in the query app.
  String store() {
    return name + "-table";
  }
}
