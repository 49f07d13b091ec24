package orders.torture.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import orders.contract.App;
import orders.contract.Catalogue;
import orders.kafka.AdminAnswer;
import orders.kafka.GroupPlaces;
import orders.kafka.LogPositions;
import orders.torture.check.rules.Duty;
import orders.torture.check.rules.Facts;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;

/// How far the groups of our own apps have come, wherever the catalogue has them read.
final class Groups {

  private static final Duration WAIT = Duration.ofSeconds(30);

  private final Admin admin;
  private final GroupPlaces places;
  private final LogPositions log;
  private final List<Duty> duties;
  private final Supplier<Seen> seen;

  /// @param seen what readers see
  Groups(Admin admin, LogPositions log, int partitions, Supplier<Seen> seen) {
    this.admin = admin;
    this.places = new GroupPlaces(admin);
    this.log = log;
    this.duties = Duty.all(partitions);
    this.seen = seen;
  }

  /// Every place that there is, and the beginning where one is missing: a group that never was has
  /// everything before it.
  List<Facts.Lag> lags() {
    List<Facts.Lag> lags = new ArrayList<>();
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (GroupListing group : AdminAnswer.of(admin.listGroups().valid(), WAIT)) {
      if (Catalogue.get().apps().values().stream().anyMatch(app -> isOf(app, group))) {
        places(group)
            .forEach(
                (place, offset) -> {
                  if (seen.get().names().contains(place.topic())) {
                    lags.add(lag(group.groupId(), place, offset, ends));
                  }
                });
      }
    }
    List<Facts.Lag> missing =
        duties.stream()
            .filter(duty -> lags.stream().noneMatch(duty::in))
            .map(duty -> lag(duty.groups().getFirst(), place(duty), 0, ends))
            .toList();
    lags.addAll(missing);
    return lags;
  }

  private Facts.Lag lag(
      String group, TopicPartition place, long offset, Map<TopicPartition, Long> ends) {
    long end = ends.computeIfAbsent(place, log::afterLastRecord);
    return new Facts.Lag(group, place.topic(), place.partition(), offset, end);
  }

  private TopicPartition place(Duty duty) {
    return new TopicPartition(seen.get().name(duty.topic()), duty.partition());
  }

  private Map<TopicPartition, Long> places(GroupListing group) {
    if (!shares(group)) {
      return places.of(group.groupId());
    }
    Map<TopicPartition, Long> places = new HashMap<>();
    var asked = Map.of(group.groupId(), new ListShareGroupOffsetsSpec());
    AdminAnswer.of(admin.listShareGroupOffsets(asked).partitionsToOffsetInfo(group.groupId()), WAIT)
        .forEach(
            (place, info) -> {
              if (info != null) {
                places.put(place, shared(place, info));
              }
            });
    return places;
  }

  /// The start that a share group remembers is that of before its last acknowledgement, so its lag
  /// says more: up to the markers behind the last record it has read everything.
  private long shared(TopicPartition place, SharePartitionOffsetInfo info) {
    long end = log.afterLastRecord(place);
    long markers = log.stable(List.of(place)).getOrDefault(place, end) - end;
    return info.lag().filter(lag -> lag <= markers).map(_ -> end).orElse(info.startOffset());
  }

  private static boolean isOf(App app, GroupListing group) {
    Predicate<String> names = name -> App.names(name, group.groupId());
    Stream<String> all = shares(group) ? app.shareGroups().stream() : app.groups().stream();
    return all.anyMatch(names);
  }

  private static boolean shares(GroupListing group) {
    return group.type().filter(type -> type == GroupType.SHARE).isPresent();
  }
}
