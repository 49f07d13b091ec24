package orders.torture.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Everything that may go wrong.
public enum Fault {
  APP_KILL("app-kill", "SIGKILL for an instance of the app"),
  GATEWAY_KILL("gateway-kill", "the same while commands wait for its answer"),
  ZOMBIE("zombie", "SIGSTOP for an instance, longer than its session and its transactions last"),
  ROLLING_RESTART("rolling-restart", "SIGTERM for one instance after the other"),
  CHURN("churn", "a third instance comes and goes"),
  LEADER_KILL("leader-kill", "SIGKILL for the broker that leads a partition of orders.events"),
  TRANSACTIONS_KILL("transactions-kill", "SIGKILL for a broker that coordinates transactions"),
  GROUPS_KILL("groups-kill", "SIGKILL for a broker that coordinates groups"),
  CONTROLLER_KILL("controller-kill", "SIGKILL for the active controller"),
  BROKER_PAUSE("broker-pause", "SIGSTOP for a broker"),
  BROKERS_KILL("brokers-kill", "SIGKILL for all brokers at once"),
  ROLLING_BROKERS("rolling-brokers", "SIGTERM for one broker after the other"),
  PARTITION("partition", "an instance and a broker lose sight of each other"),
  ISOLATION("isolation", "an instance gets nothing through to any broker, longer than its session"),
  HALF_OPEN("half-open", "connections to a broker stay open and carry nothing"),
  DEAF("deaf", "a broker carries out what it is asked, and its answers are lost"),
  SLOW("slow", "the links of an instance carry a little at a time"),
  RESETS("resets", "connections are reset in the middle of what they carry"),
  STATE_WIPED("state-wiped", "an instance loses its state directory"),
  STATE_CORRUPTED("state-corrupted", "bytes of the state directory change, or are cut off"),
  POISON("poison", "records that are none, on the command topics"),
  OVERSIZED("oversized", "records larger than any of ours, on the command topics"),
  OUTSIDE("outside", "the payment provider and the carrier fail more often than usual"),
  DISK_FULL(
      "disk-full",
      "no room for state while an instance restarts (as root only, on a file system of its own)"),
  CLOCK_JUMP("clock-jump", "the clock of an instance is off for a while (with libfaketime only)"),
  REPLAY(
      "replay",
      "a view is rebuilt, after a replay of it was killed, and while an instance is, half the"
          + " time");

  private final String word;
  private final String meaning;

  Fault(String word, String meaning) {
    this.word = word;
    this.meaning = meaning;
  }

  /// What it is called on the command line.
  public String word() {
    return word;
  }

  public String meaning() {
    return meaning;
  }

  /// Whether it is short enough to happen again before the last one is over.
  boolean storms() {
    return switch (this) {
      case APP_KILL, GATEWAY_KILL, LEADER_KILL, TRANSACTIONS_KILL, GROUPS_KILL -> true;
      case CONTROLLER_KILL, PARTITION, RESETS, POISON -> true;
      case ZOMBIE, ROLLING_RESTART, CHURN, BROKER_PAUSE, BROKERS_KILL, ROLLING_BROKERS -> false;
      case ISOLATION, HALF_OPEN, DEAF, SLOW, STATE_WIPED, STATE_CORRUPTED, OVERSIZED -> false;
      case OUTSIDE, DISK_FULL, CLOCK_JUMP, REPLAY -> false;
    };
  }

  public static List<Fault> all() {
    return List.of(values());
  }

  public static Optional<Fault> of(String word) {
    return Stream.of(values()).filter(fault -> fault.word.equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Fault::word).toList();
  }
}
