package orders.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import orders.app.Settings;
import orders.contract.Catalogue;
import orders.contract.access.AccessRules;
import orders.kafka.AclAdmin;
import orders.kafka.AclPlan;
import orders.kafka.ClientProperties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Compares the cluster's access rules with the catalogue, and adds what is missing.
@Command(
    name = "acls",
    mixinStandardHelpOptions = true,
    description = {
      "Compare what our principals may do on the cluster with what the catalogue says they need.",
      "apply adds what is missing; only --prune removes what nobody needs."
    })
final class AclsCommand implements Callable<Integer> {

  private static final String NAME = "{name}";

  enum Action {
    PLAN,
    APPLY
  }

  enum By {
    APP,
    PROCESS
  }

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Parameters(description = "plan or apply")
  private Action action = Action.PLAN;

  @Option(
      names = "--by",
      description = "app (usual), or process: one principal for all apps of a process",
      defaultValue = "app")
  private By by = By.APP;

  @Option(
      names = "--principal",
      description = "how a principal is called, such as User:CN=" + NAME + ",O=shop",
      defaultValue = "User:" + NAME)
  private String principal = "User:" + NAME;

  @Option(names = "--prune", description = "remove rules of our principals that no app needs")
  private boolean prune;

  @Override
  public Integer call() {
    if (!principal.contains(NAME)) {
      throw new Failure(ExitCodes.USAGE, "--principal lacks " + NAME, "such as User:" + NAME);
    }
    Settings settings = kafka.settings(Map.of());
    try (Admin admin = Admin.create(ClientProperties.admin(settings.kafka(), "orders-acls"))) {
      var acls = new AclAdmin(admin, wanted());
      AclPlan plan = acls.plan();
      if (action == Action.APPLY) {
        plan = acls.apply(plan, prune);
      }
      plan.held().forEach(rule -> print("OK", rule, ""));
      plan.missing().forEach(rule -> print("ADD", rule, "  → orders acls apply"));
      List<AclBinding> removable = plan.removable();
      for (AclBinding rule : plan.extra()) {
        boolean prunable = removable.contains(rule);
        print("EXTRA", rule, prunable ? "  → orders acls apply --prune" : "  → left to a person");
      }
      return plan.clean() ? ExitCodes.OK : ExitCodes.FAILED;
    }
  }

  private Set<AclBinding> wanted() {
    Catalogue catalogue = Catalogue.get();
    var rules = new AccessRules(catalogue);
    Set<AclBinding> wanted = new LinkedHashSet<>();
    switch (by) {
      case APP ->
          catalogue
              .apps()
              .values()
              .forEach(app -> wanted.addAll(rules.of(named(app.id()), List.of(app))));
      case PROCESS ->
          catalogue
              .processes()
              .forEach(
                  (name, apps) ->
                      wanted.addAll(
                          rules.of(named(name), apps.stream().map(catalogue::app).toList())));
    }
    return wanted;
  }

  private String named(String name) {
    return principal.replace(NAME, name);
  }

  private static void print(String kind, AclBinding rule, String fix) {
    String denied = rule.entry().permissionType() == AclPermissionType.DENY ? "not " : "";
    System.out.printf(
        "%-6s %-24s %s%-16s %s %s%s%s%n",
        kind,
        rule.entry().principal(),
        denied,
        rule.entry().operation(),
        rule.pattern().resourceType(),
        rule.pattern().name(),
        rule.pattern().patternType() == org.apache.kafka.common.resource.PatternType.PREFIXED
            ? "*"
            : "",
        fix);
  }
}
