package orders.engine.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import orders.engine.effect.Effort.Step;
import org.junit.jupiter.api.Test;

/// How a request is tried.
class EffortTest {

  private static final Effort.Limits LIMITS =
      new Effort.Limits(4, 3, Duration.ofMillis(100), Duration.ofMillis(250), 2);
  private final Outside outside = new Outside();

  /// Says what it is told to say, and writes down what it was asked.
  private static final class Outside implements Effect<String, String> {
    private final Deque<Reply<String>> replies = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();

    @Override
    public Reply<String> perform(Task<String> task) {
      asked.add("perform " + task.attempt());
      return replies.removeFirst();
    }

    @Override
    public Reply<String> find(Task<String> task) {
      asked.add("find " + task.attempt());
      return replies.removeFirst();
    }
  }

  @Test
  void whatIsDoneIsDone() {
    outside.replies.add(new Reply.Settled<>("paid"));
    assertThat(effort(0, false).next()).isEqualTo(new Step.Done<>("paid"));
    assertThat(outside.asked).containsExactly("perform 1");
  }

  @Test
  void afterAnUnknownOutcomeItAsksBeforeItTriesAgain() {
    outside.replies.add(new Reply.Unknown<>("no answer"));
    outside.replies.add(new Reply.Settled<>("paid"));
    Effort<String, String> effort = effort(0, false);
    assertThat(effort.next()).isEqualTo(new Step.Again<>(Duration.ofMillis(100)));
    assertThat(effort.next()).isEqualTo(new Step.Done<>("paid"));
    assertThat(outside.asked).containsExactly("perform 1", "find 2");
  }

  @Test
  void whatThrowsHasPerhapsBeenDone() {
    Effort<String, String> effort = effort(0, false); // there is no reply to give: it throws
    assertThat(effort.next()).isEqualTo(new Step.Again<>(Duration.ofMillis(100)));
    outside.replies.add(new Reply.Settled<>("paid"));
    assertThat(effort.next()).isEqualTo(new Step.Done<>("paid"));
    assertThat(outside.asked).containsExactly("perform 1", "find 2");
  }

  @Test
  void whatWasDeliveredOftenEnoughIsTriedOnceMoreWhoeverDoesNotAnswer() {
    outside.replies.add(new Reply.Shut<>(Duration.ofSeconds(5)));
    assertThat(effort(4, true).next()).isInstanceOf(Step.Dead.class);
  }

  @Test
  void whatIsNotKnownThereIsTriedAgain() {
    outside.replies.add(new Reply.Unknown<>("no answer"));
    outside.replies.add(new Reply.Absent<>());
    outside.replies.add(new Reply.Settled<>("paid"));
    Effort<String, String> effort = effort(0, false);
    effort.next();
    assertThat(effort.next()).isEqualTo(new Step.Done<>("paid"));
    assertThat(outside.asked).containsExactly("perform 1", "find 2", "perform 2");
  }

  @Test
  void whatSomebodyMayHaveTriedBeforeIsAskedForFirst() {
    outside.replies.add(new Reply.Settled<>("paid"));
    assertThat(effort(2, true).next()).isEqualTo(new Step.Done<>("paid"));
    assertThat(outside.asked).containsExactly("find 3");
  }

  @Test
  void pausesGrowUpToTheLongestAndAreNoShorterThanAskedFor() {
    outside.replies.add(new Reply.NotNow<>("429", Duration.ZERO));
    outside.replies.add(new Reply.NotNow<>("429", Duration.ofSeconds(1)));
    Effort<String, String> effort = effort(0, false);
    assertThat(effort.next()).isEqualTo(new Step.Again<>(Duration.ofMillis(100)));
    assertThat(effort.next()).isEqualTo(new Step.Again<>(Duration.ofSeconds(1)));
    outside.replies.add(new Reply.NotNow<>("429", Duration.ZERO));
    assertThat(effort(2, false).next()).isEqualTo(new Step.Again<>(Duration.ofMillis(250)));
  }

  @Test
  void enoughInOneDeliveryIsReleasedAndEnoughInAllIsDead() {
    for (int i = 0; i < 4; i++) {
      outside.replies.add(new Reply.NotNow<>("503", Duration.ZERO));
    }
    Effort<String, String> first = effort(0, false);
    first.next();
    first.next();
    assertThat(first.next()).isEqualTo(new Step.Release<>("503"));
    assertThat(effort(3, false).next())
        .isEqualTo(new Step.Dead<>("503, at the last of 4 attempts"));
  }

  @Test
  void whatIsRefusedIsNotTriedAgain() {
    outside.replies.add(new Reply.Refused<>("it was voided"));
    assertThat(effort(0, false).next()).isEqualTo(new Step.Dead<>("it was voided"));
  }

  @Test
  void whatIsToldLaterIsNotWaitedFor() {
    outside.replies.add(new Reply.Pending<>());
    assertThat(effort(0, false).next()).isEqualTo(new Step.Pending<>());
  }

  @Test
  void whileNothingIsSentNoTryIsCountedUpToALimit() {
    for (int i = 0; i < 3; i++) {
      outside.replies.add(new Reply.Shut<>(Duration.ofSeconds(5)));
    }
    Effort<String, String> effort = effort(0, false);
    assertThat(effort.next()).isEqualTo(new Step.Again<>(Duration.ofSeconds(5)));
    assertThat(effort.next()).isEqualTo(new Step.Again<>(Duration.ofSeconds(5)));
    assertThat(effort.next()).isInstanceOf(Step.Dead.class);
    assertThat(outside.asked).containsExactly("perform 1", "perform 1", "perform 1");
  }

  private Effort<String, String> effort(int earlier, boolean doubtful) {
    return new Effort<>(outside, "o-1", "pay", LIMITS, earlier, doubtful);
  }
}
