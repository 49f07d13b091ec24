package orders.replay;

import orders.contract.Apps;
import orders.contract.Catalogue;
import orders.engine.ProjectionHost;

/// A view that can be replayed: a projection with the rollups of its rows.
///
/// @param name as people say it, such as `billing`
/// @param host with the topics of the first version
public record ReplayTarget(String name, ProjectionHost<?, ?> host) {

  /// What the catalogue calls its projection.
  public String app() {
    return Catalogue.get().app("view-" + name).id();
  }

  /// The application id of the projection that keeps a version up.
  public String projection(int version) {
    return app() + "-v" + version;
  }

  /// The application id of the tables that readers see.
  public String tables(int version) {
    return Apps.QUERY + "-" + name + "-v" + version;
  }

  /// Under which one replay at a time writes the rows of a partition.
  String transaction(int partition) {
    return "replay-" + name + "-" + partition;
  }
}
