package orders.local;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import orders.contract.Topics;
import orders.kafka.ClientProperties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/// Where the topics end that anybody is asked for something through.
final class Requests {

  private static final List<String> TOPICS =
      List.of(
          Topics.PAYMENTS_REQUESTS,
          Topics.SHIPPING_JOBS,
          Topics.ORDERS_COMMANDS,
          Topics.STOCK_COMMANDS,
          Topics.ORDERS_NOTICES);

  private Requests() {}

  static Map<TopicPartition, Long> ends(TestCluster cluster) throws Exception {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (String topic : TOPICS) {
      for (int partition = 0; partition < 4; partition++) {
        asked.put(new TopicPartition(topic, partition), OffsetSpec.latest());
      }
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    try (Admin admin = Admin.create(ClientProperties.admin(cluster.connection(), "ends"))) {
      admin
          .listOffsets(asked)
          .all()
          .get(30, TimeUnit.SECONDS)
          .forEach((partition, end) -> ends.put(partition, end.offset()));
    }
    return ends;
  }
}
