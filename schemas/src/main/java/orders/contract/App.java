package orders.contract;

import java.util.List;

/// An app as the catalogue declares it: everything on the broker that it may touch.
///
/// @param id the application id; its stores' own topics start with it and a dash
/// @param transactionalIds exact ids, or prefixes that end in `*`
/// @param states full names of the Avro records of its own stores
public record App(
    String id,
    List<String> consumes,
    List<String> produces,
    List<String> groups,
    List<String> transactionalIds,
    List<String> states) {

  public App {
    consumes = List.copyOf(consumes);
    produces = List.copyOf(produces);
    groups = List.copyOf(groups);
    transactionalIds = List.copyOf(transactionalIds);
    states = List.copyOf(states);
  }
}
