package orders.app;

import java.util.Map;
import orders.codec.Codecs;
import orders.contract.Topics;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import orders.query.EventFeed;
import orders.query.LogFeed;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/// Where feeds of events come from.
final class Feeds {

  private Feeds() {}

  static EventFeed.Source of(KafkaConnection kafka, Codecs codecs) {
    return new LogFeed.Source(
        () -> new KafkaConsumer<>(ClientProperties.follower(kafka, "orders-feed")),
        Map.of(
            Topics.ORDERS_EVENTS, codecs.orderEvents(), Topics.STOCK_EVENTS, codecs.stockEvents()));
  }
}
