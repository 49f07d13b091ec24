package orders.contract;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// An app as the catalogue declares it: everything on the broker that it may touch.
///
/// @param id the application id; its stores' own topics start with it and a dash
/// @param checks topics that it reads at its start only
/// @param describes topics whose settings and ends it looks at; [#EVERY] for all there are
/// @param manages topics of which it creates and deletes versions
/// @param groups exact ids, or prefixes that end in `*`, as all groups and ids here
/// @param shareGroups which it also sets up
/// @param watches groups of others, whose places it looks at
/// @param movesGroups groups of others that it sets the place of, also in the stores of those that
///     have some
/// @param deletesGroups groups of others that it deletes
/// @param states full names of the Avro records of its own stores
/// @param repairs apps whose stores' topics it writes anew
public record App(
    String id,
    List<String> consumes,
    List<String> produces,
    List<String> checks,
    List<String> describes,
    List<String> manages,
    List<String> groups,
    List<String> shareGroups,
    List<String> watches,
    List<String> movesGroups,
    List<String> deletesGroups,
    List<String> transactionalIds,
    List<String> states,
    List<String> repairs) {

  private static final String VIEW = "view-";

  /// What stands for every topic.
  public static final List<String> EVERY = List.of("*");

  public App {
    consumes = List.copyOf(consumes);
    produces = List.copyOf(produces);
    checks = List.copyOf(checks);
    describes = List.copyOf(describes);
    manages = List.copyOf(manages);
    groups = List.copyOf(groups);
    shareGroups = List.copyOf(shareGroups);
    watches = List.copyOf(watches);
    movesGroups = List.copyOf(movesGroups);
    deletesGroups = List.copyOf(deletesGroups);
    transactionalIds = List.copyOf(transactionalIds);
    states = List.copyOf(states);
    repairs = List.copyOf(repairs);
  }

  /// The view whose rows it writes; empty for an app that writes none.
  public Optional<String> view() {
    return id.startsWith(VIEW) ? Optional.of(id.substring(VIEW.length())) : Optional.empty();
  }

  /// Whether a group or id as it is declared, which may be a prefix, stands for that one.
  public static boolean names(String declared, String id) {
    return declared.endsWith("*")
        ? id.startsWith(declared.substring(0, declared.length() - 1))
        : id.equals(declared);
  }

  /// The apps whose stores it keeps, itself and those it repairs.
  public Stream<String> storeOwners() {
    Stream<String> own = states.isEmpty() ? Stream.of() : Stream.of(id);
    return Stream.concat(own, repairs.stream());
  }

  /// What the topics of an app's stores begin with.
  public static String storeTopics(String id) {
    return id + "-";
  }
}
