package orders.watch;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import orders.kafka.Rounds;

/// What every thread is at: names of threads, classes and methods, and no value that any of them
/// holds.
final class ThreadDump {

  private static final int THREADS_MAX = 500;
  private static final int FRAMES_MAX = 60;
  private static final String CLIENTS = "org.apache.kafka.clients.";
  private static final List<String> OURS = List.of("orders.", "org.apache.kafka.streams.");

  /// Whoever is in here waits for an admin client's answer: the leader of a Streams group does so
  /// while it hands out partitions. Who asks where logs end waits for the thread that looks.
  private static final Set<String> WAITING =
      Set.of(
          Rounds.class.getName(),
          "org.apache.kafka.common.internals.KafkaFutureImpl",
          "org.apache.kafka.streams.processor.internals.StreamsPartitionAssignor");

  private ThreadDump() {}

  static String text() {
    ThreadInfo[] all = ManagementFactory.getThreadMXBean().dumpAllThreads(true, true);
    return Arrays.stream(all)
        .limit(THREADS_MAX)
        .map(ThreadDump::text)
        .collect(Collectors.joining("\n"));
  }

  /// Names of threads that wait for each other in a circle.
  static List<String> deadlocked() {
    var threads = ManagementFactory.getThreadMXBean();
    long[] ids = threads.findDeadlockedThreads();
    return ids == null
        ? List.of()
        : Arrays.stream(threads.getThreadInfo(ids))
            .map(thread -> thread == null ? "(ended)" : thread.getThreadName())
            .sorted()
            .toList();
  }

  /// Names of the threads that wait for the cluster: they are inside a Kafka client.
  static Set<String> inClients() {
    return Arrays.stream(ManagementFactory.getThreadMXBean().dumpAllThreads(false, false))
        .filter(thread -> inClient(thread.getStackTrace()))
        .map(ThreadInfo::getThreadName)
        .collect(Collectors.toSet());
  }

  /// @param stack what is called last comes first
  static boolean inClient(StackTraceElement[] stack) {
    List<String> types = Arrays.stream(stack).map(StackTraceElement::getClassName).toList();
    return types.stream().anyMatch(WAITING::contains)
        || types.stream()
            .filter(type -> type.startsWith(CLIENTS) || OURS.stream().anyMatch(type::startsWith))
            .findFirst()
            .filter(type -> type.startsWith(CLIENTS))
            .isPresent();
  }

  private static String text(ThreadInfo thread) {
    var text = new StringBuilder();
    text.append('"').append(thread.getThreadName()).append("\" ").append(thread.getThreadState());
    Optional.ofNullable(thread.getLockInfo())
        .map(LockInfo::getClassName)
        .ifPresent(lock -> text.append(" on ").append(lock));
    Optional.ofNullable(thread.getLockOwnerName())
        .ifPresent(owner -> text.append(" held by \"").append(owner).append('"'));
    Arrays.stream(thread.getStackTrace())
        .limit(FRAMES_MAX)
        .forEach(frame -> text.append("\n    at ").append(frame));
    return text.append('\n').toString();
  }
}
