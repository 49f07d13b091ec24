package orders.replay;

import orders.engine.ProjectionHost;

/// A view that can be replayed: a projection with the rollups of its rows.
///
/// @param name as people say it, such as `billing`
/// @param host with the topics of the first version
public record ReplayTarget(String name, ProjectionHost<?, ?> host) {

  /// The application id of the projection that keeps a version up.
  public String projection(int version) {
    return "view-" + name + "-v" + version;
  }

  /// The application id of the tables that readers see.
  public String tables(int version) {
    return "query-" + name + "-v" + version;
  }
}
