package orders.torture.check.rules;

/// No piece is made or lost at any version of a SKU, and what it has reserved is what orders hold.
public final class StockConserved implements Rule {

  @Override
  public String name() {
    return "stock-conserved";
  }

  @Override
  public void check(Dossier dossier, Findings findings) {
    for (Shelves shelves : dossier.shelves().values()) {
      shelves
          .wrong()
          .forEach(found -> findings.broken(found.subject(), found.expected(), found.seen()));
    }
    findings.count("skus", dossier.stock().size());
  }
}
