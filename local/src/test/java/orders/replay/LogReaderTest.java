package orders.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import orders.contract.Topics;
import orders.kafka.BrokerUnreachable;
import orders.kafka.ClientProperties;
import orders.local.LocalKafka;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a reading of a partition does when there is nobody to read from.
class LogReaderTest {

  private static final TopicPartition EVENTS = new TopicPartition(Topics.ORDERS_EVENTS, 0);
  private static final int RECORDS = 20;

  @TempDir Path directory;

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aClusterThatGoesAwayForGoodEndsTheReading() throws Exception {
    try (LocalKafka kafka = LocalKafka.start(directory, 0, 1)) {
      write(kafka);
      Map<String, Object> reader = ClientProperties.bulk(kafka.connection(), "test");
      reader.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1); // one batch at a time
      List<Long> read = new ArrayList<>();

      assertThatThrownBy(
              () ->
                  LogReader.<String>readWhile(
                      reader,
                      EVENTS,
                      OptionalLong.empty(),
                      Long.MAX_VALUE,
                      Duration.ofSeconds(2),
                      record -> {
                        if (read.isEmpty()) {
                          end(kafka);
                        }
                        return read.add(record.offset());
                      }))
          .isInstanceOf(BrokerUnreachable.class)
          .hasMessageStartingWith(EVENTS + " gives nothing")
          .satisfies(e -> assertThat(e).hasMessageEndingWith("%d of %d", read.size(), RECORDS));
      assertThat(read).isNotEmpty().hasSizeLessThan(RECORDS);
    }
  }

  private static void end(LocalKafka kafka) {
    kafka.close();
  }

  private static void write(LocalKafka kafka) throws Exception {
    try (var producer =
        new KafkaProducer<String, byte[]>(ClientProperties.producer(kafka.connection(), "test"))) {
      for (int i = 0; i < RECORDS; i++) { // each waited for: a batch of its own
        producer.send(new ProducerRecord<>(EVENTS.topic(), 0, "k", new byte[1])).get();
      }
    }
  }
}
