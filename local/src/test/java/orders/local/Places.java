package orders.local;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import orders.contract.App;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.common.TopicPartition;

/// How far the groups of an app have come in a topic.
final class Places {

  private Places() {}

  static Map<TopicPartition, Long> of(KafkaConnection kafka, App app, String topic)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, Long> places = new HashMap<>();
    try (Admin admin = Admin.create(ClientProperties.admin(kafka, "places"))) {
      for (String group : app.shareGroups()) {
        admin
            .listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
            .partitionsToOffsetInfo(group)
            .get()
            .forEach((partition, info) -> places.put(partition, info.startOffset()));
      }
      for (String group : places.isEmpty() ? app.groups() : List.<String>of()) {
        admin
            .listConsumerGroupOffsets(group)
            .partitionsToOffsetAndMetadata()
            .get()
            .forEach((partition, place) -> places.put(partition, place.offset()));
      }
    }
    places.keySet().removeIf(partition -> !partition.topic().equals(topic));
    return places;
  }
}
