package orders.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/// Threads that end, hang, and wait for each other.
class WatchdogTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  @Test
  void a_thread_that_ends_although_nobody_closed_it_is_known_whatever_ended_it() {
    var fails = new Pulse("fails", SOON);
    fails.thread(() -> failWith(new StackOverflowError("for the test"))).start();
    var returns = new Pulse("returns", SOON);
    returns.thread(() -> {}).start();
    var closed = new Pulse("closed", SOON);
    closed.closing();
    var ended = new CountDownLatch(1);
    closed.thread(ended::countDown).start();
    await().atMost(SOON).until(() -> fails.broken() && returns.broken() && ended.getCount() == 0);
    assertThat(closed.broken()).isFalse();
  }

  @Test
  void one_that_hangs_is_found() {
    var hangs = new Pulse("hangs", Duration.ofSeconds(1));
    try (var watchdog = Watchdog.over(() -> List.of(hangs))) {
      watchdog.start();
      await().atMost(SOON).until(watchdog::stuck);
    }
  }

  @Test
  void two_that_wait_for_each_other_are_found() throws InterruptedException {
    var one = new ReentrantLock();
    var other = new ReentrantLock();
    var both = new CountDownLatch(2);
    Thread first = Thread.ofPlatform().daemon().start(() -> lockBoth(one, other, both));
    Thread second = Thread.ofPlatform().daemon().start(() -> lockBoth(other, one, both));
    try (var watchdog = Watchdog.over(List::<Vital>of)) {
      watchdog.start();
      await().atMost(SOON).until(watchdog::stuck);
      assertThat(ThreadDump.text()).contains("lockBoth", "held by");
    } finally {
      first.interrupt();
      second.interrupt();
    }
    assertThat(first.join(SOON) && second.join(SOON)).isTrue();
  }

  private static void lockBoth(ReentrantLock mine, ReentrantLock other, CountDownLatch both) {
    try {
      mine.lockInterruptibly();
      both.countDown();
      both.await();
      other.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void failWith(Error error) {
    throw error;
  }
}
