package orders.kafka;

import java.util.List;

/// How the topics of a cluster differ from the catalogue.
public record TopicPlan(List<Step> steps) {

  /// What is to be done about one topic, or one of its settings.
  ///
  /// @param detail what is and what should be
  /// @param fix what to do, for a person
  /// @param setting of the topic that differs; empty when it is something else
  public record Step(Kind kind, String topic, String detail, String fix, String setting) {}

  /// What `apply` may do: create and set. Never delete, never shrink.
  public enum Kind {
    /// The topic is as the catalogue wants it.
    OK,
    /// It is missing; `apply` creates it.
    CREATE,
    /// A setting differs; `apply` sets it.
    SET,
    /// It differs in a way that only a migration can mend, or that would keep or promise less than
    /// now; `apply` leaves it alone.
    DRIFT
  }

  public boolean clean() {
    return steps.stream().allMatch(step -> step.kind() == Kind.OK);
  }

  public List<Step> notOk() {
    return steps.stream().filter(step -> step.kind() != Kind.OK).toList();
  }
}
