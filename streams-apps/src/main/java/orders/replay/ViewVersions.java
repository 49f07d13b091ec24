package orders.replay;

import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which versions of a view's rows there are: the one that readers see, and others beside it that
/// are kept fed, so that readers may move there.
///
/// A number is given once. What a replay that died has left under its number is never read.
///
/// @param active what readers see
/// @param fed versions that live projections keep up, the active one among them
/// @param paused versions whose live projections stand still, while their rows are mended
/// @param last the highest number ever given
/// @param revision how often this was changed
public record ViewVersions(
    String view,
    int active,
    SortedSet<Integer> fed,
    SortedSet<Integer> paused,
    int last,
    long revision) {

  /// @param paused nothing in a record from before there was such a thing
  public ViewVersions(
      String view,
      int active,
      SortedSet<Integer> fed,
      @Nullable SortedSet<Integer> paused,
      int last,
      long revision) {
    this.view = Objects.requireNonNull(view, "view");
    this.active = active;
    this.fed = new TreeSet<>(fed);
    this.paused = paused == null ? new TreeSet<>() : new TreeSet<>(paused);
    this.last = last;
    this.revision = revision;
    if (!fed.contains(active) || fed.last() > last) {
      throw new IllegalArgumentException("readers of " + view + " would see no rows");
    }
  }

  /// A view that was never replayed.
  public static ViewVersions first(String view) {
    return new ViewVersions(view, 1, new TreeSet<>(Set.of(1)), new TreeSet<>(), 1, 0);
  }

  /// Versions whose live projections run.
  public SortedSet<Integer> running() {
    SortedSet<Integer> running = new TreeSet<>(fed);
    running.removeAll(paused);
    return running;
  }

  /// Has the live projections of what readers see stand still.
  ViewVersions pause() {
    return new ViewVersions(view, active, fed, new TreeSet<>(Set.of(active)), last, revision + 1);
  }

  /// As if nothing stood still: who had it so is not there any more.
  ViewVersions unpaused() {
    return new ViewVersions(view, active, fed, new TreeSet<>(), last, revision);
  }

  /// Lets all of them run again.
  ViewVersions resume() {
    return new ViewVersions(view, active, fed, new TreeSet<>(), last, revision + 1);
  }

  /// Gives the next number to a replay.
  ViewVersions claim() {
    return new ViewVersions(view, active, fed, paused, last + 1, revision + 1);
  }

  /// Has the live projections keep a version up whose rows are there.
  ViewVersions feed(int version) {
    if (version > last || fed.contains(version)) {
      throw new IllegalStateException(view + " has no version " + version + " to feed");
    }
    SortedSet<Integer> more = new TreeSet<>(fed);
    more.add(version);
    return new ViewVersions(view, active, more, paused, last, revision + 1);
  }

  /// Moves the readers.
  ViewVersions activate(int version) {
    if (!fed.contains(version)) {
      throw new IllegalStateException(view + " v" + version + " is not fed");
    }
    return new ViewVersions(view, version, fed, paused, last, revision + 1);
  }

  /// Stops to feed a version.
  ViewVersions retire(int version) {
    if (version == active || !fed.contains(version)) {
      throw new IllegalStateException(view + " v" + version + " cannot be retired");
    }
    SortedSet<Integer> fewer = new TreeSet<>(fed);
    fewer.remove(version);
    return new ViewVersions(view, active, fewer, paused, last, revision + 1);
  }
}
