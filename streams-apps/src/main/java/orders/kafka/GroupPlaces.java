package orders.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/// How far groups have come, and having one go on from somewhere else.
public final class GroupPlaces {

  private static final Duration WAIT = Duration.ofSeconds(30);

  private final Admin admin;

  public GroupPlaces(Admin admin) {
    this.admin = admin;
  }

  /// Wherever a group has a place, in the topics that the asker may look at.
  public Map<TopicPartition, Long> of(String group) {
    return places(group, new ListConsumerGroupOffsetsSpec());
  }

  /// In these partitions; absent where it has none. To see more of a group's places takes a right
  /// to all of their topics.
  public Map<TopicPartition, Long> of(String group, Collection<TopicPartition> partitions) {
    return places(group, new ListConsumerGroupOffsetsSpec().topicPartitions(partitions));
  }

  /// Has a group go on from other offsets.
  ///
  /// @throws IllegalStateException when it has members
  public void move(String group, Map<TopicPartition, Long> to) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    to.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
    AdminAnswer.of(admin.alterConsumerGroupOffsets(group, offsets).all(), WAIT);
  }

  /// Whether anybody is a member of one of these groups. All are asked about at once.
  public boolean inUse(Collection<String> groups) {
    return admin.describeConsumerGroups(groups).describedGroups().values().stream()
        .anyMatch(GroupPlaces::hasMembers);
  }

  /// Brokers let places be moved in a transaction while a group runs: who does it asks first.
  ///
  /// @throws IllegalStateException naming the first of these groups that has a member
  public void refuseInUse(Collection<String> groups) {
    for (String group : groups) {
      if (inUse(List.of(group))) {
        throw new IllegalStateException(group + " runs: stop it everywhere");
      }
    }
  }

  private static boolean hasMembers(KafkaFuture<ConsumerGroupDescription> group) {
    try {
      GroupState state = AdminAnswer.of(group, WAIT).groupState();
      return state != GroupState.EMPTY && state != GroupState.DEAD;
    } catch (IllegalStateException e) {
      if (AdminAnswer.refused(e, GroupIdNotFoundException.class)) {
        return false;
      }
      throw e;
    }
  }

  private Map<TopicPartition, Long> places(String group, ListConsumerGroupOffsetsSpec wanted) {
    Map<TopicPartition, Long> places = new HashMap<>();
    var asked = admin.listConsumerGroupOffsets(Map.of(group, wanted));
    AdminAnswer.of(asked.partitionsToOffsetAndMetadata(group), WAIT)
        .forEach(
            (partition, place) -> {
              if (place != null) {
                places.put(partition, place.offset());
              }
            });
    return places;
  }
}
