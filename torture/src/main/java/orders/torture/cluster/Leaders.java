package orders.torture.cluster;

import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;

/// Which broker does what at the moment; empty while nobody does, or nobody knows.
public final class Leaders {

  private static final long WAIT_S = 10;

  private Leaders() {}

  private interface Question {
    int ask(Admin admin) throws InterruptedException, ExecutionException, TimeoutException;
  }

  public static OptionalInt of(KafkaConnection cluster, String topic, int partition) {
    return ask(
        cluster,
        admin -> {
          TopicDescription described =
              answer(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
          Node leader = described == null ? null : described.partitions().get(partition).leader();
          return leader == null ? Node.noNode().id() : leader.id();
        });
  }

  public static OptionalInt controller(KafkaConnection cluster) {
    return ask(cluster, admin -> answer(admin.describeMetadataQuorum().quorumInfo()).leaderId());
  }

  private static OptionalInt ask(KafkaConnection cluster, Question question) {
    try (Admin admin = Admin.create(ClientProperties.admin(cluster, "torture-leaders"))) {
      int id = question.ask(admin);
      return id > 0 ? OptionalInt.of(id) : OptionalInt.empty();
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      return OptionalInt.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }

  private static <T> T answer(KafkaFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(WAIT_S, TimeUnit.SECONDS);
  }
}
