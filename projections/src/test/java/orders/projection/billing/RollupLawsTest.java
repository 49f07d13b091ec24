package orders.projection.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;
import orders.aggregate.order.OrderEvent;
import orders.projection.Folds;
import orders.projection.OrderLogs;
import orders.projection.Recorded;
import orders.projection.Rollup;
import org.junit.jupiter.api.Test;

/// Money, however it is added up.
class RollupLawsTest {

  private static final int LOGS = 1_500;

  @Test
  void sharesOfPartitionsMergeToTheStraightFold() {
    for (long seed = 0; seed < LOGS; seed++) {
      List<Recorded<OrderEvent>> log = OrderLogs.random(seed);
      var random = new SplittableRandom(seed);
      assertThat(merged(new Accounts(), log, random))
          .as("seed %d", seed)
          .isEqualTo(Folds.rollup(new Invoices(), new Accounts(), log));
      assertThat(merged(new Revenues(), log, random))
          .as("seed %d", seed)
          .isEqualTo(Folds.rollup(new Invoices(), new Revenues(), log));
    }
  }

  /// A share for each source partition, merged in random order.
  private static <A> Map<String, A> merged(
      Rollup<Invoice, A> rollup, List<Recorded<OrderEvent>> log, SplittableRandom random) {
    List<Map<String, A>> shares = new ArrayList<>();
    for (int partition = 0; partition < OrderLogs.PARTITIONS; partition++) {
      int own = partition;
      var part = log.stream().filter(event -> event.partition() == own).toList();
      shares.add(random.nextInt(shares.size() + 1), Folds.rollup(new Invoices(), rollup, part));
    }
    Map<String, A> merged = new HashMap<>();
    for (Map<String, A> share : shares) {
      share.forEach((key, row) -> merged.merge(key, row, rollup::merge));
    }
    return merged;
  }

  @Test
  void invoicesAccountsAndRevenuesHaveTheSameSums() {
    for (long seed = 0; seed < LOGS; seed++) {
      List<Recorded<OrderEvent>> log = OrderLogs.random(seed);
      var invoices = Folds.rows(new Invoices(), log).values();
      var accounts = Folds.rollup(new Invoices(), new Accounts(), log).values();
      var revenues = Folds.rollup(new Invoices(), new Revenues(), log).values();
      for (String currency : List.of("EUR", "USD")) {
        List<Long> ofInvoices = sums(invoices, currency);
        assertThat(
                sums(
                    accounts.stream().filter(a -> a.currency().equals(currency)).toList(),
                    List.of(
                        Account::invoicedMinor,
                        Account::capturedMinor,
                        Account::refundedMinor,
                        Account::voidedMinor,
                        Account::invoices)))
            .as("accounts, seed %d", seed)
            .isEqualTo(ofInvoices);
        assertThat(
                sums(
                    revenues.stream().filter(r -> r.currency().equals(currency)).toList(),
                    List.of(
                        Revenue::invoicedMinor,
                        Revenue::capturedMinor,
                        Revenue::refundedMinor,
                        Revenue::voidedMinor,
                        Revenue::orders)))
            .as("revenues, seed %d", seed)
            .isEqualTo(ofInvoices);
      }
    }
  }

  private static List<Long> sums(Collection<Invoice> invoices, String currency) {
    return sums(
        invoices.stream().filter(invoice -> invoice.currency().equals(currency)).toList(),
        List.of(
            Invoice::totalMinor,
            Invoice::capturedMinor,
            Invoice::refundedMinor,
            Invoice::voidedMinor,
            _ -> 1));
  }

  private static <R> List<Long> sums(Collection<R> rows, List<ToLongFunction<R>> columns) {
    return columns.stream().map(column -> rows.stream().mapToLong(column).sum()).toList();
  }

  @Test
  void moneyIsThatOfTheEvents() {
    for (long seed = 0; seed < LOGS; seed++) {
      List<Recorded<OrderEvent>> log = OrderLogs.random(seed);
      long captured = 0;
      long refunded = 0;
      for (Recorded<OrderEvent> event : log) {
        captured += event.event() instanceof OrderEvent.OrderShipped s ? s.amountMinor() : 0;
        refunded += event.event() instanceof OrderEvent.OrderReturned r ? r.refundMinor() : 0;
      }
      var invoices = Folds.rows(new Invoices(), log).values();
      assertThat(sums(invoices, List.of(Invoice::capturedMinor, Invoice::refundedMinor)))
          .as("seed %d", seed)
          .containsExactly(captured, refunded);
    }
  }

  @Test
  void whatIsOpenIsNeitherCapturedNorVoided() {
    for (long seed = 0; seed < LOGS; seed++) {
      var rows = Folds.rollup(new Invoices(), new Accounts(), OrderLogs.random(seed)).values();
      assertThat(rows)
          .as("seed %d", seed)
          .allMatch(
              a ->
                  a.openMinor() >= 0
                      && a.openMinor() == a.invoicedMinor() - a.capturedMinor() - a.voidedMinor()
                      && a.refundedMinor() <= a.capturedMinor());
    }
  }
}
