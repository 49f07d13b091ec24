package orders.app;

import orders.engine.ProjectionTopology;
import orders.kafka.StreamsProperties.Commit;
import orders.replay.LostRows;

/// The live projections, each in every version that is kept fed.
final class LiveProjections implements FedVersions.Lifecycle<StreamsApp> {

  private final Settings settings;
  private final RunningApps apps;

  LiveProjections(Settings settings, RunningApps apps) {
    this.settings = settings;
    this.apps = apps;
  }

  @Override
  public StreamsApp start(ViewGroup group, int version) {
    String app = group.target().app();
    try (var lost = new LostRows(settings.kafka().of(app), settings.partitions())) {
      lost.heal(group.target(), version);
    }
    return apps.start(
        settings,
        app,
        group.target().projection(version),
        ProjectionTopology.of(settings.stores(), group.target().host().version(version)),
        Commit.adaptive(settings.viewCommit()));
  }

  @Override
  public void activate(ViewGroup group, StreamsApp active) {
    // Every version is kept up alike; only readers tell them apart.
  }

  @Override
  public void stop(StreamsApp retired) {
    apps.stop(retired);
  }
}
