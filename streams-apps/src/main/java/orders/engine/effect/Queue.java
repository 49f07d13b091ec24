package orders.engine.effect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/// How requests reach workers.
public enum Queue {
  /// One member a partition; the queue's place and the results are one transaction.
  CONSUMER_GROUP,
  /// Many members a partition, with counted deliveries.
  SHARE_GROUP;

  /// Requests that one member of a share group has out at a time.
  public static final int SHARE_BATCH_MAX = 32;

  /// Starts workers of one effect.
  ///
  /// @param group the queue's own id
  /// @param instance under which others can take this process out of a consumer group
  /// @param workers how many; a consumer group has one for each process
  public <Q, R> List<EffectWorker<Q, R>> start(
      EffectHost<Q, R> host, KafkaConnection kafka, String group, String instance, int workers) {
    List<EffectWorker<Q, R>> started = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      String name = host.name() + "-worker-" + i;
      String member = instance + "-" + i;
      started.add(new EffectWorker<>(host, name, () -> session(host, kafka, group, name, member)));
    }
    return started;
  }

  private Session session(
      EffectHost<?, ?> host, KafkaConnection kafka, String group, String name, String member) {
    String topic = host.topics().requests();
    return switch (this) {
      case CONSUMER_GROUP ->
          new GroupSession(
              worker(kafka, group, name, member),
              ClientProperties.transactional(
                  kafka, name, host.name() + "-worker-" + UUID.randomUUID()),
              topic);
      case SHARE_GROUP ->
          new ShareSession(
              share(kafka, group, name), ClientProperties.producer(kafka, name), topic);
    };
  }

  private static Map<String, Object> worker(
      KafkaConnection kafka, String group, String name, String member) {
    Map<String, Object> p = ClientProperties.worker(kafka, name, group);
    p.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, member);
    return p;
  }

  private static Map<String, Object> share(KafkaConnection kafka, String group, String name) {
    Map<String, Object> p = ClientProperties.sharing(kafka, name, group);
    p.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, SHARE_BATCH_MAX);
    return p;
  }
}
