package orders.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import orders.contract.App;
import orders.contract.Catalogue;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/// Tries as one app everything that the catalogue does not say it does.
final class Refusals {

  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(200);

  private final App app;
  private final KafkaConnection connection;
  private final List<String> refused = new ArrayList<>();
  private final List<String> done = new ArrayList<>();

  Refusals(App app, KafkaConnection connection) {
    this.app = app;
    this.connection = connection;
  }

  /// What was refused, as it should be.
  List<String> refused() {
    return refused;
  }

  /// What went through, and should not have.
  List<String> done() {
    return done;
  }

  Refusals tryAll(Catalogue catalogue) {
    List<String> topics = List.copyOf(catalogue.topics().keySet());
    write(topics.stream().filter(topic -> !app.produces().contains(topic)).toList());
    read(
        topics.stream()
            .filter(topic -> !app.consumes().contains(topic) && !app.checks().contains(topic))
            .toList());
    administer(topics.stream().filter(topic -> !app.manages().contains(topic)).toList());
    pretend(catalogue);
    return this;
  }

  private void write(List<String> topics) {
    Map<String, Object> properties =
        new HashMap<>(ClientProperties.producer(connection, "refused"));
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    try (var producer = new KafkaProducer<String, byte[]>(properties)) {
      for (String topic : topics) {
        attempt(
            "write " + topic,
            () ->
                producer
                    .send(new ProducerRecord<>(topic, 0, "k", new byte[] {1}))
                    .get(WAIT.toSeconds(), TimeUnit.SECONDS));
      }
    }
  }

  /// From all of them at once: a broker says for each that it refuses.
  private void read(List<String> topics) {
    Set<String> left = new TreeSet<>(topics);
    try (var consumer =
        new KafkaConsumer<String, byte[]>(ClientProperties.reader(connection, "refused"))) {
      List<TopicPartition> all =
          topics.stream().map(topic -> new TopicPartition(topic, 0)).toList();
      consumer.assign(all);
      all.forEach(partition -> consumer.seek(partition, 0));
      long deadline = System.nanoTime() + WAIT.toNanos();
      while (!left.isEmpty() && System.nanoTime() < deadline) {
        try {
          consumer.poll(POLL).partitions().forEach(p -> done.add(app.id() + ": read " + p.topic()));
        } catch (TopicAuthorizationException e) {
          e.unauthorizedTopics().forEach(topic -> refusedRead(left, topic));
          consumer.pause(all.stream().filter(p -> !left.contains(p.topic())).toList());
        }
      }
    }
    left.forEach(topic -> done.add(app.id() + ": read " + topic + " was not refused"));
  }

  private void refusedRead(Set<String> left, String topic) {
    if (left.remove(topic)) {
      refused.add(app.id() + ": read " + topic);
    }
  }

  private void administer(List<String> topics) {
    try (Admin admin = Admin.create(ClientProperties.admin(connection, "refused"))) {
      for (String topic : topics) {
        attempt(
            "delete " + topic,
            () -> admin.deleteTopics(List.of(topic)).all().get(WAIT.toSeconds(), TimeUnit.SECONDS));
      }
      attempt(
          "change rules",
          () ->
              admin
                  .describeAcls(org.apache.kafka.common.acl.AclBindingFilter.ANY)
                  .values()
                  .get(WAIT.toSeconds(), TimeUnit.SECONDS));
    }
  }

  /// Begins to write under the transactional ids of others.
  private void pretend(Catalogue catalogue) {
    try (Admin admin = Admin.create(ClientProperties.admin(connection, "refused"))) {
      for (App other : catalogue.apps().values()) {
        for (String id : other.transactionalIds()) {
          if (!app.transactionalIds().contains(id)) {
            attempt(
                "write as " + other.id() + " under " + id,
                () ->
                    admin
                        .fenceProducers(List.of(id.replace("*", "0")))
                        .all()
                        .get(WAIT.toSeconds(), TimeUnit.SECONDS));
          }
        }
      }
    }
  }

  /// An attempt, which may throw whatever Kafka throws.
  private interface Attempt {
    Object run() throws ExecutionException, InterruptedException, TimeoutException;
  }

  private void attempt(String what, Attempt attempt) {
    String said = app.id() + ": " + what;
    try {
      Object result = attempt.run();
      done.add(said + " gave " + result);
    } catch (AuthorizationException e) {
      refused.add(said);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        refused.add(said);
      } else {
        done.add(said + " met " + e.getCause());
      }
    } catch (TimeoutException e) {
      done.add(said + " took too long");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
