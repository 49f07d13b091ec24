package orders.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/// Two copies of a partition are asked, and one answer is taken.
class HedgeTest {

  private static final PartReply WHOLE = new PartReply(List.of(), Map.of(), true);
  private static final PartReply OTHER = new PartReply(List.of(), Map.of(), true);
  private static final PartReply BEHIND = new PartReply(List.of(), Map.of(), false);

  private final CompletableFuture<PartReply> active = new CompletableFuture<>();
  private final CompletableFuture<PartReply> copy = new CompletableFuture<>();
  private final CompletableFuture<PartReply> taken = Scatter.either(active, copy);

  @Test
  void the_first_answer_is_taken() {
    copy.complete(WHOLE);
    assertThat(taken).isDone();
    active.complete(OTHER);
    assertThat(taken.join()).isSameAs(WHOLE);
  }

  @Test
  void a_copy_that_is_behind_leaves_the_answer_to_the_active_one() {
    copy.complete(BEHIND);
    assertThat(taken).isNotDone();
    active.complete(WHOLE);
    assertThat(taken.join()).isSameAs(WHOLE);
  }

  @Test
  void a_copy_that_is_behind_answers_for_one_that_is_gone() {
    copy.complete(BEHIND);
    active.completeExceptionally(new ViewReader.Unavailable("gone"));
    assertThat(taken.join()).isSameAs(BEHIND);
  }

  @Test
  void where_there_is_no_copy_the_active_one_is_waited_for() {
    copy.completeExceptionally(new ViewReader.Unavailable("no copy"));
    assertThat(taken).isNotDone();
    active.complete(WHOLE);
    assertThat(taken.join()).isSameAs(WHOLE);
  }

  @Test
  void where_neither_answers_nobody_does() {
    active.completeExceptionally(new ViewReader.Unavailable("gone"));
    copy.completeExceptionally(new ViewReader.Unavailable("no copy"));
    assertThatThrownBy(taken::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(ViewReader.Unavailable.class);
  }
}
