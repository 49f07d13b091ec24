package orders.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import orders.app.Settings;
import orders.billing.BillingContext;
import orders.codec.Codecs;
import orders.contract.WireFormat;
import orders.contract.registry.SchemaLog;
import orders.inventory.InventoryContext;
import orders.kafka.ClientProperties;
import orders.order.OrderContext;
import orders.replay.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Folds the log from zero and compares it with every view.
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Fold the log from zero and compare the result with every view, byte for byte.")
final class VerifyCommand implements Callable<Integer> {

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Override
  public Integer call() {
    Settings settings = kafka.settings(Map.of());
    try (var registry = new SchemaLog(settings.kafka().common())) {
      Codecs codecs = Codecs.over(new WireFormat(registry));
      var verification =
          new Verification(
              ClientProperties.reader(settings.kafka(), "orders-verify"), settings.partitions());
      List<Verification.Result> results = new ArrayList<>();
      results.addAll(verification.compare(OrderContext.projection(codecs)));
      results.addAll(verification.compare(BillingContext.projection(codecs)));
      results.addAll(verification.compare(InventoryContext.projection(codecs)));
      results.forEach(VerifyCommand::print);
      return results.stream().allMatch(Verification.Result::equal)
          ? ExitCodes.OK
          : ExitCodes.FAILED;
    }
  }

  private static void print(Verification.Result result) {
    System.out.printf(
        "%s %-24s %,d rows of %,d events%n  folded %s%n  held   %s%n",
        result.equal() ? "✓" : "✗",
        result.view(),
        result.rows(),
        result.events(),
        result.folded(),
        result.held());
    result.differing().forEach(key -> System.out.println("  differs: " + key));
  }
}
