package orders.aggregate.stock;

import static orders.aggregate.stock.StockSpec.AT;
import static orders.aggregate.stock.StockSpec.given;

import orders.aggregate.stock.StockCommand.Release;
import orders.aggregate.stock.StockCommand.Reserve;
import orders.aggregate.stock.StockCommand.Ship;
import orders.aggregate.stock.StockCommand.TakeBack;
import orders.aggregate.stock.StockEvent.ProductListed;
import orders.aggregate.stock.StockEvent.ReservationRefused;
import orders.aggregate.stock.StockEvent.ReservationReleased;
import orders.aggregate.stock.StockEvent.StockReceived;
import orders.aggregate.stock.StockEvent.StockReserved;
import orders.aggregate.stock.StockEvent.StockShipped;
import orders.aggregate.stock.StockEvent.StockTakenBack;
import org.junit.jupiter.api.Test;

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
    given(LISTED, TEN, HELD).when(new TakeBack("o-1", 1)).thenImpossible();
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
  void nothingComesBackOfWhatIsNotListed() {
    given().when(new TakeBack("o-1", 1)).thenImpossible();
  }
}
