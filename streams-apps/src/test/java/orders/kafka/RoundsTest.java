package orders.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// However many ask, one look is under way, and none is older than its question.
@Timeout(30)
class RoundsTest {

  private static final int MANY = 50;

  /// The numbers that the looks begin to show, one each time, and the keys that each looked for.
  private final AtomicInteger now = new AtomicInteger();

  private final List<Set<String>> looks = Collections.synchronizedList(new ArrayList<>());
  private final Semaphore may = new Semaphore(0);
  private final Rounds<String, Integer> rounds = new Rounds<>(this::look);

  private Map<String, Integer> look(Set<String> keys) {
    int seen = now.get();
    looks.add(Set.copyOf(keys));
    may.acquireUninterruptibly();
    if (keys.contains("bad")) {
      throw new IllegalArgumentException("no such key");
    }
    return keys.stream().collect(Collectors.toMap(Function.identity(), _ -> seen));
  }

  private CompletableFuture<Integer> asked(String key) {
    return CompletableFuture.supplyAsync(
        () -> rounds.ask(List.of(key)).get(key), command -> Thread.ofVirtual().start(command));
  }

  private CompletableFuture<Integer> firstUnderWay() {
    CompletableFuture<Integer> first = asked("first");
    await().until(() -> looks.size() == 1);
    return first;
  }

  @Test
  void who_asks_while_a_look_is_under_way_gets_the_next_one_together_with_all_others() {
    CompletableFuture<Integer> first = firstUnderWay();
    now.incrementAndGet();
    List<Thread> waiting =
        IntStream.range(0, MANY)
            .mapToObj(
                n ->
                    Thread.ofVirtual()
                        .start(
                            () ->
                                assertThat(rounds.ask(List.of("key-" + n)))
                                    .containsEntry("key-" + n, 1)))
            .toList();
    await().until(() -> waiting.stream().allMatch(t -> t.getState() == Thread.State.TIMED_WAITING));

    may.release(2);

    assertThat(first.join()).as("what it saw when it began").isZero();
    await().until(() -> waiting.stream().noneMatch(Thread::isAlive));
    assertThat(looks).hasSize(2);
    assertThat(looks.getLast()).hasSize(MANY);
  }

  @Test
  void a_look_that_fails_fails_for_those_who_asked_in_it_and_for_nobody_after() {
    CompletableFuture<Integer> bad = asked("bad");
    await().until(() -> looks.size() == 1);
    CompletableFuture<Integer> good = asked("good");

    may.release(2);

    assertThatThrownBy(bad::join).hasRootCauseInstanceOf(IllegalArgumentException.class);
    assertThat(good.join()).isZero();
  }

  @Test
  void who_does_not_wait_for_long_leaves_and_the_look_goes_on_for_the_others() {
    CompletableFuture<Integer> patient = firstUnderWay();

    assertThatThrownBy(() -> rounds.ask(List.of("hurried"), Duration.ofMillis(1)))
        .isInstanceOf(TimeoutException.class);

    may.release(2);
    assertThat(patient.join()).isZero();
    await().until(() -> looks.size() == 2);
    assertThat(looks.getLast()).containsExactly("hurried");
  }

  @Test
  void when_nobody_asks_nobody_looks() {
    may.release(2);
    assertThat(asked("one").join()).isZero();
    assertThat(asked("two").join()).isZero();
    assertThat(looks).containsExactly(Set.of("one"), Set.of("two"));
  }
}
