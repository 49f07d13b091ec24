package orders.engine;

import java.time.Instant;
import java.util.Optional;

/// How far a task has come in its partition; kept in its store, and so in the store's topic, under
/// [#KEY].
///
/// `events` counts the events of the partition: those an aggregate has written, or those a
/// projection has folded. Both counts are of the same records, so that the count in an outcome is a
/// token that every projection understands.
public final class Progress {

  /// No order id, SKU or row key begins with a tilde.
  public static final String KEY = "~watermark";

  private final Codec<Mark> codec;
  private Mark mark = new Mark(0, 0, Instant.EPOCH);
  private boolean written = true;
  private Runnable moving = () -> {};

  public Progress(Codec<Mark> codec) {
    this.codec = codec;
  }

  /// @param events how many events of the partition are written or folded
  /// @param offset the next offset to read from the task's source
  /// @param at broker time of the last record
  public record Mark(long events, long offset, Instant at) {}

  public Mark mark() {
    return mark;
  }

  void advance(int moreEvents, long offset, Instant at) {
    Instant latest = at.isAfter(mark.at()) ? at : mark.at();
    mark = new Mark(mark.events() + moreEvents, offset + 1, latest);
    repeat();
  }

  /// Whether it has moved since it was last written, that is, since the last commit.
  boolean moved() {
    return !written;
  }

  /// Has it written again behind what is written now.
  void repeat() {
    written = false;
    moving.run();
  }

  /// @param told whenever a record or a punctuation has it written; not at a start, when a task may
  ///     not write yet
  void onMoving(Runnable told) {
    moving = told;
  }

  /// Stands where another one does: a store that an earlier build kept without a mark.
  void join(Mark other) {
    if (other.offset() > mark.offset()) {
      mark = other;
      written = false;
    }
  }

  void resume(byte[] bytes) {
    mark = codec.decode(bytes);
    written = true;
  }

  Optional<byte[]> unwritten() {
    if (written) {
      return Optional.empty();
    }
    written = true;
    return Optional.of(codec.encode(mark));
  }
}
