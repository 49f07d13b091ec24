package orders.aggregate.stock;

import static orders.aggregate.stock.StockSpec.AT;
import static orders.aggregate.stock.StockSpec.given;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import orders.aggregate.stock.StockCommand.Release;
import orders.aggregate.stock.StockCommand.Reserve;
import orders.aggregate.stock.StockCommand.Ship;
import orders.aggregate.stock.StockCommand.TakeBack;
import orders.aggregate.stock.StockEvent.ProductListed;
import orders.aggregate.stock.StockEvent.ReservationRefused;
import orders.aggregate.stock.StockEvent.ReservationReleased;
import orders.aggregate.stock.StockEvent.StockAdjusted;
import orders.aggregate.stock.StockEvent.StockReceived;
import orders.aggregate.stock.StockEvent.StockReserved;
import orders.aggregate.stock.StockEvent.StockShipped;
import orders.aggregate.stock.StockEvent.StockTakenBack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an order may do with ten pieces of tea.
class ReservationRulesTest {

  private static final ProductListed LISTED = new ProductListed("Tea", 1_250, "EUR");
  private static final StockReceived TEN = new StockReceived(10);
  private static final StockReserved HELD = new StockReserved("o-1", 4);
  private static final ReservationReleased RELEASED = new ReservationReleased("o-1", 4, AT);
  private static final StockShipped SHIPPED = new StockShipped("o-1", 4, AT);

  @Test
  void allThatIsThereMayBeHeldAndNoMore() {
    given(LISTED, TEN).when(new Reserve("o-1", 10)).then(new StockReserved("o-1", 10));
    given(LISTED, TEN).when(new Reserve("o-1", 11)).then(new ReservationRefused("o-1", 11, 10, AT));
    given(LISTED, TEN, HELD)
        .when(new Reserve("o-2", 7))
        .then(new ReservationRefused("o-2", 7, 6, AT));
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -5, 0})
  void nobodyHoldsOrBringsBackLessThanOnePiece(int quantity) {
    given(LISTED, TEN).when(new Reserve("o-1", quantity)).thenImpossible();
    given(LISTED, TEN).when(new TakeBack("o-1", quantity)).thenImpossible();
    given(LISTED, TEN, HELD, SHIPPED).when(new TakeBack("o-1", quantity)).thenImpossible();
  }

  @Test
  void nothingIsHeldOfWhatIsNotListed() {
    given().when(new Reserve("o-1", 1)).then(new ReservationRefused("o-1", 1, 0, AT));
  }

  @Test
  void aReservationIsMadeOnce() {
    given(LISTED, TEN, HELD).when(new Reserve("o-1", 4)).thenNothing();
    given(LISTED, TEN, HELD, SHIPPED).when(new Reserve("o-1", 4)).thenNothing();
  }

  @Test
  void aReleaseGivesBackWhatWasHeldOnce() {
    given(LISTED, TEN, HELD).when(new Release("o-1")).then(RELEASED);
    given(LISTED, TEN, HELD, RELEASED).when(new Release("o-1")).thenNothing();
    given(LISTED, TEN, HELD, SHIPPED).when(new Release("o-1")).thenImpossible();
  }

  @Test
  void aReleaseBeforeItsReserveIsRemembered() {
    var early = new ReservationReleased("o-1", 0, AT);
    given(LISTED, TEN).when(new Release("o-1")).then(early);
    given(LISTED, TEN, early)
        .when(new Reserve("o-1", 4))
        .then(new ReservationRefused("o-1", 4, 0, AT));
    given(LISTED, TEN, early).when(new Reserve("o-2", 4)).then(new StockReserved("o-2", 4));
    given().when(new Release("o-1")).then(early);
  }

  @Test
  void aReleaseAfterARefusalGivesNothingBack() {
    given(LISTED, TEN, new ReservationRefused("o-1", 11, 10, AT))
        .when(new Release("o-1"))
        .thenNothing();
  }

  @Test
  void whatIsHeldIsShippedOnce() {
    given(LISTED, TEN, HELD).when(new Ship("o-1")).then(SHIPPED);
    given(LISTED, TEN, HELD, SHIPPED).when(new Ship("o-1")).thenNothing();
    given(LISTED, TEN).when(new Ship("o-1")).thenImpossible();
    given(LISTED, TEN, HELD, RELEASED).when(new Ship("o-1")).thenImpossible();
  }

  @Test
  void whatWasShippedComesBackInWholeOrInPart() {
    given(LISTED, TEN, HELD, SHIPPED)
        .when(new TakeBack("o-1", 4))
        .then(new StockTakenBack("o-1", 4));
    given(LISTED, TEN, HELD, SHIPPED)
        .when(new TakeBack("o-1", 1))
        .then(new StockTakenBack("o-1", 1));
    given(LISTED, TEN, HELD, SHIPPED).when(new TakeBack("o-1", 5)).thenImpossible();
    given(LISTED, TEN, HELD).when(new TakeBack("o-1", 5)).thenImpossible();
  }

  @Test
  void whatComesBackWasSentOutEvenIfNobodySaidSoYet() {
    given(LISTED, TEN, HELD)
        .when(new TakeBack("o-1", 1))
        .then(SHIPPED, new StockTakenBack("o-1", 1));
    given(LISTED, TEN, HELD, SHIPPED, new StockTakenBack("o-1", 1))
        .when(new Ship("o-1"))
        .thenNothing();
  }

  /// An order is returned once, so that a second time is the same return again.
  @Test
  void whatWasShippedComesBackOnce() {
    given(LISTED, TEN, HELD, SHIPPED, new StockTakenBack("o-1", 1))
        .when(new TakeBack("o-1", 1))
        .thenNothing();
  }

  @Test
  void whatWasForgottenMayStillComeBack() {
    given(LISTED, TEN).when(new TakeBack("o-1", 1)).then(new StockTakenBack("o-1", 1));
  }

  @Test
  void aHistoryThatHoldsWhatIsNotThereIsImpossible() {
    impossible(new StockReserved("o-1", 11));
    impossible(HELD, HELD);
    impossible(HELD, new ReservationRefused("o-1", 4, 6, AT));
    impossible(RELEASED);
    impossible(HELD, new ReservationReleased("o-1", 3, AT));
    impossible(SHIPPED);
    impossible(HELD, new StockShipped("o-1", 3, AT));
    impossible(new StockAdjusted(-11, "count"));
  }

  /// What was forgotten when it was decided is known again when all of history is read.
  @Test
  void aForgottenReservationMayBeFollowedByANewOne() {
    given(LISTED, TEN, HELD, RELEASED, HELD).when(new Ship("o-1")).then(SHIPPED);
  }

  private static void impossible(StockEvent... events) {
    List<StockEvent> history = new ArrayList<>(List.of(LISTED, TEN));
    history.addAll(List.of(events));
    assertThatThrownBy(() -> given(history.toArray(StockEvent[]::new)))
        .isInstanceOf(ImpossibleHistory.class)
        .hasMessageStartingWith(events[events.length - 1] + " cannot follow in Stock[");
  }

  @Test
  void nothingComesBackOfWhatIsNotListed() {
    given().when(new TakeBack("o-1", 1)).thenImpossible();
  }
}
