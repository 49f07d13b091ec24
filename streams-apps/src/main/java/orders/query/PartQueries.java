package orders.query;

/// Asks one instance, this one or a peer.
public interface PartQueries {

  /// @throws ViewReader.Unavailable when the instance cannot be reached or cannot read its tables
  PartReply ask(PartQuery query);
}
