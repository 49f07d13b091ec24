package orders.codec;

import java.util.List;
import java.util.function.Function;

/// Lists of one side of a codec as those of the other.
final class Each {

  private Each() {}

  /// An immutable list of what each becomes. A stream costs several times as much for the few
  /// lines that an order has, and this runs for every event that is read.
  @SuppressWarnings("unchecked") // nobody else sees the array
  static <A, B> List<B> of(List<A> from, Function<? super A, ? extends B> each) {
    B[] to = (B[]) new Object[from.size()];
    for (int i = 0; i < to.length; i++) {
      to[i] = each.apply(from.get(i));
    }
    return List.of(to);
  }
}
