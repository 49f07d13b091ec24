package orders.projection.billing;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import orders.projection.Recorded;
import orders.projection.Rollup;

/// One row for each day (UTC) and currency, keyed `2026-11-23|EUR`.
public final class Revenues implements Rollup<Invoice, Revenue> {

  private static final long SECONDS_A_DAY = 86_400;
  private static final int RECENT_MAX = 16;

  /// Days that were asked for last, each where its number says. Most changes are of the same few
  /// days, and a day takes longer to be written out than what happened on it to be added up. Who
  /// writes one that another has written as well writes the same.
  private final Day[] recent =
      Stream.generate(() -> Day.of(0)).limit(RECENT_MAX).toArray(Day[]::new);

  private record Day(long number, LocalDate date, String text) {
    static Day of(long number) {
      var date = LocalDate.ofEpochDay(number);
      return new Day(number, date, date.toString());
    }
  }

  @Override
  public List<String> keys(Optional<Invoice> before, Invoice after, Recorded<?> cause) {
    return InvoiceChange.between(before, after).none()
        ? List.of()
        : List.of(day(cause).text() + "|" + after.currency());
  }

  @Override
  public Revenue apply(
      Optional<Revenue> row,
      String key,
      Optional<Invoice> before,
      Invoice after,
      Recorded<?> cause) {
    InvoiceChange change = InvoiceChange.between(before, after);
    var delta =
        new Revenue(
            day(cause).date(),
            after.currency(),
            change.invoicedMinor(),
            change.capturedMinor(),
            change.refundedMinor(),
            change.voidedMinor(),
            change.invoices(),
            cause.origin());
    return row.map(revenue -> merge(revenue, delta)).orElse(delta);
  }

  @Override
  public Revenue merge(Revenue left, Revenue right) {
    return new Revenue(
        left.day(),
        left.currency(),
        left.invoicedMinor() + right.invoicedMinor(),
        left.capturedMinor() + right.capturedMinor(),
        left.refundedMinor() + right.refundedMinor(),
        left.voidedMinor() + right.voidedMinor(),
        left.orders() + right.orders(),
        left.origin().latest(right.origin()));
  }

  private Day day(Recorded<?> cause) {
    long number = Math.floorDiv(cause.at().getEpochSecond(), SECONDS_A_DAY);
    int place = Math.floorMod(number, recent.length);
    Day day = recent[place];
    if (day.number() != number) {
      day = Day.of(number);
      recent[place] = day;
    }
    return day;
  }
}
