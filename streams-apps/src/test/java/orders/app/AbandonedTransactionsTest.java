package orders.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import orders.kafka.KafkaConnection;
import org.junit.jupiter.api.Test;

/// Whose transactions they are, by their names.
class AbandonedTransactionsTest {

  private static final String GONE = "billing-v1-00000000-0000-4000-8000-000000000001";
  private static final String THERE = "billing-v1-00000000-0000-4000-8000-000000000002";

  @Test
  void a_process_that_is_no_member_has_abandoned_what_all_its_threads_had_open() {
    assertThat(
            AbandonedTransactions.abandoned(
                List.of(GONE + "-1", GONE + "-2", THERE + "-1"),
                List.of(THERE + "-StreamThread-2-consumer")))
        .containsExactlyInAnyOrder(GONE + "-1", GONE + "-2");
  }

  @Test
  void without_any_member_all_are_abandoned() {
    assertThat(AbandonedTransactions.abandoned(List.of(GONE + "-1"), List.of()))
        .containsExactly(GONE + "-1");
  }

  @Test
  void what_belongs_to_others_is_left_alone() {
    List<String> others =
        List.of(
            "billing-v10-00000000-0000-4000-8000-000000000001-1",
            "billing-v1-scratch-00000000-0000-4000-8000-000000000001-1",
            "billing-v1-worker-1",
            "schemas");
    var billing =
        new AbandonedTransactions(new KafkaConnection("nowhere:1", Map.of()), "billing-v1");
    assertThat(others).noneMatch(billing::isOwn);
    assertThat(billing.isOwn(GONE + "-12")).isTrue();
  }
}
