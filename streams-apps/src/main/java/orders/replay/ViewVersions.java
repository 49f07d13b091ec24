package orders.replay;

import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which versions of a view's rows there are: the one that readers see, and others beside it that
/// are kept fed, so that readers may move there.
///
/// A number is given once. What a replay that died has left under its number is never read.
///
/// @param active what readers see
/// @param fed versions that live projections keep up, the active one among them
/// @param last the highest number ever given
/// @param revision how often this was changed
public record ViewVersions(
    String view, int active, SortedSet<Integer> fed, int last, long revision) {

  public ViewVersions {
    Objects.requireNonNull(view, "view");
    fed = new TreeSet<>(fed);
    if (!fed.contains(active) || fed.last() > last) {
      throw new IllegalArgumentException("readers of " + view + " would see no rows");
    }
  }

  /// A view that was never replayed.
  public static ViewVersions first(String view) {
    return new ViewVersions(view, 1, new TreeSet<>(java.util.Set.of(1)), 1, 0);
  }

  /// Gives the next number to a replay.
  ViewVersions claim() {
    return new ViewVersions(view, active, fed, last + 1, revision + 1);
  }

  /// Has the live projections keep a version up whose rows are there.
  ViewVersions feed(int version) {
    if (version > last || fed.contains(version)) {
      throw new IllegalStateException(view + " has no version " + version + " to feed");
    }
    SortedSet<Integer> more = new TreeSet<>(fed);
    more.add(version);
    return new ViewVersions(view, active, more, last, revision + 1);
  }

  /// Moves the readers.
  ViewVersions activate(int version) {
    if (!fed.contains(version)) {
      throw new IllegalStateException(view + " v" + version + " is not fed");
    }
    return new ViewVersions(view, version, fed, last, revision + 1);
  }

  /// Stops to feed a version.
  ViewVersions retire(int version) {
    if (version == active || !fed.contains(version)) {
      throw new IllegalStateException(view + " v" + version + " cannot be retired");
    }
    SortedSet<Integer> fewer = new TreeSet<>(fed);
    fewer.remove(version);
    return new ViewVersions(view, active, fewer, last, revision + 1);
  }
}
