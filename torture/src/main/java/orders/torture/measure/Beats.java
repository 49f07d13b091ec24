package orders.torture.measure;

import java.util.Arrays;
import java.util.OptionalLong;

/// The moments at which something happened, in their order.
public final class Beats {

  private long[] beats = new long[1_024];
  private int count;

  /// @param nanos by [System#nanoTime]
  public synchronized void beat(long nanos) {
    if (count == beats.length) {
      beats = Arrays.copyOf(beats, 2 * count);
    }
    beats[count++] = nanos;
  }

  public synchronized int count() {
    return count;
  }

  /// When the first came after a moment; empty when none has.
  public synchronized OptionalLong after(long nanos) {
    int at = firstAfter(nanos);
    return at < count ? OptionalLong.of(beats[at]) : OptionalLong.empty();
  }

  /// The longest time without a beat that overlaps a period; up to its end when none came after.
  public synchronized long longestGap(long from, long until) {
    int at = firstAfter(from);
    long before = at == 0 ? from : beats[at - 1];
    long longest = 0;
    while (before < until) {
      long next = at < count ? beats[at] : until;
      longest = Math.max(longest, next - before);
      before = next;
      at++;
    }
    return longest;
  }

  /// Where the first beat after a moment is; beats are told nearly in order, so it looks from the
  /// end.
  private int firstAfter(long nanos) {
    int at = count;
    while (at > 0 && beats[at - 1] > nanos) {
      at--;
    }
    return at;
  }
}
