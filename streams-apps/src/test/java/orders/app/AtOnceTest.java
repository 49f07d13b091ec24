package orders.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AtOnceTest {

  private static final int MET_MAX_SECONDS = 20;
  private static final int ALONE_MS = 500;

  @Test
  void steps_need_not_wait_for_each_other() {
    var meeting = new CyclicBarrier(2);

    AtOnce.run(List.of(() -> meet(meeting), () -> meet(meeting)));

    assertThat(meeting.isBroken()).isFalse();
  }

  @Test
  void no_more_than_a_few_run_at_a_time() {
    var oneMore = new CyclicBarrier(AtOnce.MAX + 1);
    var met = new AtomicInteger();

    AtOnce.run(Collections.nCopies(2 * AtOnce.MAX, () -> met.addAndGet(came(oneMore) ? 1 : 0)));

    assertThat(met).hasValue(0);
  }

  @Test
  void what_fails_is_thrown_as_it_is_once_the_others_have_ended() {
    var meeting = new CyclicBarrier(2);
    var ended = new AtomicInteger();
    var refused = new IllegalArgumentException("refused");

    assertThatThrownBy(
            () ->
                AtOnce.run(
                    List.of(
                        () -> {
                          meet(meeting);
                          ended.incrementAndGet();
                        },
                        () -> {
                          meet(meeting);
                          throw refused;
                        })))
        .isSameAs(refused);

    assertThat(ended).hasValue(1);
  }

  @Test
  void the_first_of_several_failures_is_thrown_and_tells_of_the_others() {
    var first = new IllegalArgumentException("first");
    var second = new IllegalArgumentException("second");

    assertThatThrownBy(
            () ->
                AtOnce.run(
                    List.of(
                        () -> {
                          throw first;
                        },
                        () -> {
                          throw second;
                        })))
        .isSameAs(first)
        .hasSuppressedException(second);
  }

  @Test
  void an_error_stays_one() {
    var error = new NoClassDefFoundError("gone");

    assertThatThrownBy(
            () ->
                AtOnce.run(
                    List.of(
                        () -> {
                          throw error;
                        })))
        .isSameAs(error);
  }

  /// Whether as many as that meet, in a time in which they would if they could.
  private static boolean came(CyclicBarrier meeting) {
    try {
      meeting.await(ALONE_MS, TimeUnit.MILLISECONDS);
      return true;
    } catch (BrokenBarrierException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void meet(CyclicBarrier meeting) {
    try {
      meeting.await(MET_MAX_SECONDS, TimeUnit.SECONDS);
    } catch (BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException("they do not run at the same time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
