package orders.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import orders.contract.Topics;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StableOffsetWatchTest {

  @Test
  void rows_are_watched_in_every_version_that_there_is() {
    Set<String> there = Set.of(Topics.BILLING_INVOICES, "billing.invoices.v12");
    assertThat(StableOffsetWatch.watched(there, 2))
        .containsExactlyInAnyOrder(
            new TopicPartition(Topics.BILLING_INVOICES, 0),
            new TopicPartition(Topics.BILLING_INVOICES, 1),
            new TopicPartition("billing.invoices.v12", 0),
            new TopicPartition("billing.invoices.v12", 1));
  }

  @Test
  void topics_of_others_are_not_asked_about() {
    assertThat(StableOffsetWatch.watched(Set.of("payroll", "orders.events.copy"), 4)).isEmpty();
  }

  @Test
  void a_topic_of_one_partition_has_one_whatever_keyed_ones_have() {
    assertThat(StableOffsetWatch.watched(Set.of(Topics.CONTROL_ALIASES), 4))
        .containsExactly(new TopicPartition(Topics.CONTROL_ALIASES, 0));
  }
}
