package orders.engine;

import java.time.Instant;
import java.util.Optional;
import orders.engine.Progress.Mark;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How far a policy has acted in its partition, in the transaction that wrote what it acted with.
///
/// The ids of what follows from an event make a repetition harmless; the mark has none written.
/// Brokers have given a group places back that it had minutes before (see ARCHITECTURE), and what
/// they forget there is known here. What nothing follows from moves no mark: to read it again does
/// nothing.
final class PolicyMark {

  private static final Logger LOG = LoggerFactory.getLogger(PolicyMark.class);

  private final StateCache<Mark> marks;
  private final String policy;
  private boolean passing;

  private PolicyMark(StateCache<Mark> marks, String policy) {
    this.marks = marks;
    this.policy = policy;
  }

  /// @param policy its name, which is the key of its mark
  static PolicyMark of(ProcessorContext<?, ?> context, EventSource source, String policy) {
    return new PolicyMark(context.getStateStore(source.marks()), policy);
  }

  /// Whether a record, or one behind it, was acted on.
  boolean covers(RecordMetadata at) {
    Optional<Mark> mark = marks.get(policy).filter(last -> at.offset() < last.offset());
    if (mark.isPresent() && !passing) {
      LOG.warn(
          "{} passes over {}-{}@{} and on: it has acted up to {}",
          policy,
          at.topic(),
          at.partition(),
          at.offset(),
          mark.get().offset());
    }
    passing = mark.isPresent();
    return passing;
  }

  /// Something follows from a record, and is written.
  ///
  /// @param time broker time of the record
  void acted(RecordMetadata at, Instant time) {
    long before = marks.get(policy).map(Mark::events).orElse(0L);
    marks.put(policy, new Mark(before + 1, at.offset() + 1, time));
  }
}
