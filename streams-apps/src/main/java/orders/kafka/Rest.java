package orders.kafka;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// How long a Streams thread waits for records.
///
/// Kafka Streams looks at its clocks between two polls, so it is told to poll for a few
/// milliseconds ([StreamsProperties]): what was folded is to be committed soon. With nothing to
/// commit it went round two hundred times a second all the same; a process in which nothing
/// happened, its broker and its auditor included, took 55 % of a core, and takes 18 % (measured). A
/// record ends a poll of any length.
final class Rest {

  /// By then whatever came last is committed ([StreamsProperties.Commit]).
  static final Duration AFTER = Duration.ofSeconds(1);

  /// What Kafka Streams waits for by default (`poll.ms`).
  static final Duration LENGTH = Duration.ofMillis(100);

  private final LongSupplier nanos;
  private long busyNanos;

  /// @param nanos a clock that never goes back
  Rest(LongSupplier nanos) {
    this.nanos = nanos;
    this.busyNanos = nanos.getAsLong();
  }

  /// @param asked how long Streams would wait; nothing where it only asks whether there is anything
  /// @param restoring whether a store is on its way, which the thread takes over between two polls
  Duration length(Duration asked, BooleanSupplier restoring) {
    boolean may =
        asked.isPositive()
            && asked.compareTo(LENGTH) < 0
            && nanos.getAsLong() - busyNanos >= AFTER.toNanos()
            && !restoring.getAsBoolean();
    return may ? LENGTH : asked;
  }

  /// Records have come, and were worked off.
  void busy() {
    busyNanos = nanos.getAsLong();
  }
}
