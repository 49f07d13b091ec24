package orders.contract;

import java.util.List;
import java.util.stream.Stream;

/// An app as the catalogue declares it: everything on the broker that it may touch.
///
/// @param id the application id; its stores' own topics start with it and a dash
/// @param describes topics whose settings and ends it looks at; [#EVERY] for all there are
/// @param manages topics of which it creates and deletes versions
/// @param groups exact ids, or prefixes that end in `*`, as all groups and ids here
/// @param shareGroups which it also sets up
/// @param watches groups of others, whose places it looks at
/// @param managesGroups groups of others that it sets the place of and deletes
/// @param states full names of the Avro records of its own stores
public record App(
    String id,
    List<String> consumes,
    List<String> produces,
    List<String> describes,
    List<String> manages,
    List<String> groups,
    List<String> shareGroups,
    List<String> watches,
    List<String> managesGroups,
    List<String> transactionalIds,
    List<String> states) {

  /// What stands for every topic.
  public static final List<String> EVERY = List.of("*");

  public App {
    consumes = List.copyOf(consumes);
    produces = List.copyOf(produces);
    describes = List.copyOf(describes);
    manages = List.copyOf(manages);
    groups = List.copyOf(groups);
    shareGroups = List.copyOf(shareGroups);
    watches = List.copyOf(watches);
    managesGroups = List.copyOf(managesGroups);
    transactionalIds = List.copyOf(transactionalIds);
    states = List.copyOf(states);
  }

  /// What its stores' topics begin with, if it has such.
  public Stream<String> storeTopics() {
    return states.isEmpty() ? Stream.of() : Stream.of(id + "-");
  }
}
