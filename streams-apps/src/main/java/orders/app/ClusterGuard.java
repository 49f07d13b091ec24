package orders.app;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import orders.contract.App;
import orders.contract.Apps;
import orders.contract.Catalogue;
import orders.contract.Topic;
import orders.kafka.ClientProperties;
import orders.kafka.ClusterCheck;
import orders.kafka.KafkaConnection;
import orders.kafka.StartupGuard;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the cluster on behalf of the apps that are about to start there.
public final class ClusterGuard {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterGuard.class);

  private final Settings settings;
  private final Admin admin;

  /// @param admin under the process's own name
  public ClusterGuard(Settings settings, Admin admin) {
    this.settings = settings;
    this.admin = admin;
  }

  /// Says what is not as good as it might be.
  ///
  /// @throws StartupGuard.Refused when an app could not do its work
  void check(Set<Role> roles) {
    List<ClusterCheck.Finding> findings = look(roles);
    for (ClusterCheck.Finding finding : findings) {
      if (finding.level() == ClusterCheck.Level.WARNING) {
        LOG.warn("{}: {}", finding.what(), finding.fix());
      }
    }
    StartupGuard.cluster(findings);
  }

  /// Everything that was looked at.
  public List<ClusterCheck.Finding> look(Set<Role> roles) {
    var cluster = new ClusterCheck(admin);
    List<ClusterCheck.Finding> findings = new ArrayList<>(cluster.features());
    List<String> topics =
        Catalogue.get().topics().values().stream()
            .filter(topic -> topic.timestampType() == Topic.TimestampType.LOG_APPEND_TIME)
            .map(Topic::name)
            .toList();
    findings.add(cluster.clock(topics, settings.partitions(), Instant.now()));
    if (settings.kafka().authenticated()) {
      apps(roles).forEach(app -> findings.addAll(rights(app)));
    }
    return findings;
  }

  private List<ClusterCheck.Finding> rights(App app) {
    KafkaConnection own =
        app.id().equals(Apps.COMMON) ? settings.kafka() : settings.kafka().of(app.id());
    if (own.equals(settings.kafka())) {
      return new ClusterCheck(admin).rights(app);
    }
    try (Admin owns = Admin.create(ClientProperties.admin(own, "orders-rights"))) {
      return new ClusterCheck(owns).rights(app);
    }
  }

  private static Set<App> apps(Set<Role> roles) {
    Set<App> apps = new LinkedHashSet<>();
    for (Role role : roles) {
      Catalogue.get()
          .processes()
          .getOrDefault(role.word(), List.of())
          .forEach(app -> apps.add(Catalogue.get().app(app)));
    }
    return apps;
  }
}
