package orders.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import orders.contract.Topics;
import orders.engine.Envelope;
import orders.kafka.ClientProperties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Follows the event topics, committed events only.
@Command(
    name = "tail",
    mixinStandardHelpOptions = true,
    description = "Follow the events of orders and stock.")
final class EventsTailCommand implements Callable<Integer> {

  private static final Duration WAIT = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofMillis(300);

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Option(names = "--type", description = "only this type, such as OrderPlaced")
  private Optional<String> type = Optional.empty();

  @Option(names = "--from-beginning", description = "everything that happened")
  private boolean fromBeginning;

  @Option(names = "--from", description = "from that long ago, such as 2h, 30m or 10s")
  private Optional<String> from = Optional.empty();

  @Option(
      names = {"-e", "--exit"},
      description = "end at the end of the log instead of waiting for more")
  private boolean exitAtEnd;

  @Override
  public Integer call() {
    Map<String, Object> properties =
        ClientProperties.reader(kafka.settings(Map.of()).kafka(), "orders-tail");
    try (var consumer = new KafkaConsumer<String, byte[]>(properties)) {
      List<TopicPartition> partitions =
          Stream.of(Topics.ORDERS_EVENTS, Topics.STOCK_EVENTS)
              .flatMap(topic -> consumer.partitionsFor(topic, WAIT).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      seek(consumer, partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, WAIT);
      while (!exitAtEnd
          || partitions.stream()
              .anyMatch(p -> consumer.position(p, WAIT) < ends.getOrDefault(p, 0L))) {
        consumer.poll(POLL).forEach(this::print);
      }
    }
    return ExitCodes.OK;
  }

  private void seek(KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions) {
    if (fromBeginning) {
      consumer.seekToBeginning(partitions);
      return;
    }
    consumer.seekToEnd(partitions);
    from.ifPresent(
        ago -> {
          long since = Instant.now().minus(duration(ago)).toEpochMilli();
          Map<TopicPartition, Long> times = new HashMap<>();
          partitions.forEach(partition -> times.put(partition, since));
          consumer
              .offsetsForTimes(times, WAIT)
              .forEach(
                  (partition, found) -> {
                    if (found != null) {
                      consumer.seek(partition, found.offset());
                    }
                  });
        });
  }

  /// Such as 2h, 30m or 10s.
  static Duration duration(String text) {
    if (!text.matches("\\d{1,6}[smhd]")) {
      throw new Failure(ExitCodes.USAGE, "a duration is a number and s, m, h or d", "");
    }
    long number = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(number);
      case 'm' -> Duration.ofMinutes(number);
      case 'h' -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private void print(ConsumerRecord<String, byte[]> record) {
    String name = Envelope.text(record.headers(), Envelope.TYPE).orElse("?");
    if (type.map(name::equals).orElse(true)) {
      System.out.printf(
          "%s  %-20s %-38s v%-4s %s-%d@%d%n",
          Envelope.text(record.headers(), Envelope.TIME).orElse("?"),
          name,
          record.key(),
          Envelope.text(record.headers(), Envelope.SEQUENCE)
              .map(s -> s.replaceFirst("^0+(?=.)", ""))
              .orElse("?"),
          record.topic(),
          record.partition(),
          record.offset());
    }
  }
}
