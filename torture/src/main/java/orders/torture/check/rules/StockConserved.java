package orders.torture.check.rules;

import java.util.List;
import java.util.Map;
import orders.aggregate.stock.StockEvent;

/// No piece is made or lost at any version of a SKU, and what it has reserved is what orders hold.
public final class StockConserved implements Rule {

  @Override
  public String name() {
    return "stock-conserved";
  }

  @Override
  public void check(Dossier dossier, Findings findings) {
    for (Map.Entry<String, List<Logged<StockEvent>>> sku : dossier.stock().entrySet()) {
      Shelves.fold(sku.getKey(), sku.getValue())
          .wrong()
          .forEach(found -> findings.broken(found.subject(), found.expected(), found.seen()));
    }
    findings.count("skus", dossier.stock().size());
  }
}
