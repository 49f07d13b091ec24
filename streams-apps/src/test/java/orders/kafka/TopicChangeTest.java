package orders.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicChangeTest {

  @Test
  void whatKeepsOrPromisesLessIsLeftToAPerson() {
    assertThat(kind("retention.ms", "-1", "1000")).isEqualTo(TopicPlan.Kind.DRIFT);
    assertThat(kind("retention.ms", "2000", "1000")).isEqualTo(TopicPlan.Kind.DRIFT);
    assertThat(kind("min.insync.replicas", "3", "2")).isEqualTo(TopicPlan.Kind.DRIFT);
    assertThat(kind("max.message.bytes", "10", "9")).isEqualTo(TopicPlan.Kind.DRIFT);
    assertThat(kind("cleanup.policy", "compact", "delete")).isEqualTo(TopicPlan.Kind.DRIFT);
    assertThat(kind("cleanup.policy", "delete", "compact")).isEqualTo(TopicPlan.Kind.DRIFT);
  }

  @Test
  void whatKeepsOrPromisesMoreIsSet() {
    assertThat(kind("retention.ms", "1000", "-1")).isEqualTo(TopicPlan.Kind.SET);
    assertThat(kind("retention.ms", "1000", "2000")).isEqualTo(TopicPlan.Kind.SET);
    assertThat(kind("retention.bytes", "1000", "-1")).isEqualTo(TopicPlan.Kind.SET);
    assertThat(kind("min.insync.replicas", "1", "2")).isEqualTo(TopicPlan.Kind.SET);
    assertThat(kind("max.message.bytes", "9", "10")).isEqualTo(TopicPlan.Kind.SET);
    assertThat(kind("max.message.bytes", "", "10")).isEqualTo(TopicPlan.Kind.SET);
  }

  @Test
  void theFixIsACommand() {
    assertThat(new TopicChange("orders.events", "retention.ms", "-1", "1000").step().fix())
        .endsWith("--entity-name orders.events --add-config retention.ms=1000");
  }

  private static TopicPlan.Kind kind(String setting, String is, String wanted) {
    return new TopicChange("t", setting, is, wanted).step().kind();
  }
}
