package orders.engine.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/// How far a group may go while requests are under way.
class OffsetsTest {

  private static final TopicPartition P = new TopicPartition("payments.requests", 0);
  private final Offsets offsets = new Offsets();

  @Test
  void notBeyondTheFirstThatIsUnderWay() {
    take(10, 11, 14);
    offsets.settle(P, 11);
    assertThat(settled()).isEqualTo(10);
    offsets.settle(P, 10);
    assertThat(settled()).isEqualTo(14);
    offsets.settle(P, 14);
    assertThat(settled()).isEqualTo(15);
  }

  @Test
  void notOnAPartitionThatIsAnothersByNow() {
    take(10);
    offsets.revoked(List.of(P));
    assertThat(offsets.settle(P, 10)).isFalse();
    assertThat(offsets.settled(List.of(P))).isEmpty();
  }

  @Test
  void itCountsWhatWasTakenSinceTheAssignment() {
    assertThat(offsets.take(P, 7)).isZero();
    assertThat(offsets.take(P, 8)).isOne();
    offsets.assigned(List.of(P));
    assertThat(offsets.take(P, 7)).isZero();
  }

  private void take(long... all) {
    for (long offset : all) {
      offsets.take(P, offset);
    }
  }

  private long settled() {
    return Map.copyOf(offsets.settled(List.of(P)))
        .getOrDefault(P, new OffsetAndMetadata(0))
        .offset();
  }
}
