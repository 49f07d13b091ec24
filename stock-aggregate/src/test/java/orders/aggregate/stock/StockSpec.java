package orders.aggregate.stock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import orders.aggregate.stock.StockRefusal.Code;

/// One example of a decision: `given(events).when(command).then(events)`.
final class StockSpec {

  /// Broker time of every command in an example.
  static final Instant AT = Instant.parse("2026-11-23T10:15:30Z");

  private final StockBook book = new StockBook();

  private StockSpec(List<StockEvent> history) {
    book.take(history);
  }

  static StockSpec given(StockEvent... history) {
    return new StockSpec(List.of(history));
  }

  Decided when(StockCommand command) {
    return new Decided(book, book.decide(command, AT));
  }

  /// What was decided, to be compared with what should have been.
  record Decided(StockBook book, StockDecision decision) {

    /// Accepted with exactly these events, and the stock can take them.
    void then(StockEvent... events) {
      assertThat(decision).isEqualTo(new StockDecision.Accepted(List.of(events)));
      book.take(List.of(events));
    }

    void thenNothing() {
      assertThat(decision).isEqualTo(new StockDecision.Accepted(List.of()));
    }

    void thenRefused(Code code) {
      assertThat(decision)
          .isInstanceOfSatisfying(
              StockDecision.Refused.class,
              refused -> {
                assertThat(refused.refusal().code()).isEqualTo(code);
                assertThat(refused.refusal().detail()).isNotBlank();
              });
    }

    void thenImpossible() {
      assertThat(decision).isInstanceOf(StockDecision.Impossible.class);
    }
  }
}
