package orders.aggregate.stock;

import static orders.aggregate.stock.StockSpec.AT;
import static orders.aggregate.stock.StockSpec.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import orders.aggregate.stock.Reservation.Held;
import orders.aggregate.stock.Reservation.None;
import orders.aggregate.stock.Reservation.Released;
import orders.aggregate.stock.Reservation.Shipped;
import orders.aggregate.stock.StockCommand.AdjustStock;
import orders.aggregate.stock.StockCommand.ChangePrice;
import orders.aggregate.stock.StockCommand.ListProduct;
import orders.aggregate.stock.StockCommand.ReceiveStock;
import orders.aggregate.stock.StockCommand.RenameProduct;
import orders.aggregate.stock.StockEvent.PriceChanged;
import orders.aggregate.stock.StockEvent.ProductListed;
import orders.aggregate.stock.StockEvent.ProductRenamed;
import orders.aggregate.stock.StockEvent.StockAdjusted;
import orders.aggregate.stock.StockEvent.StockReceived;
import orders.aggregate.stock.StockEvent.StockReserved;
import orders.aggregate.stock.StockRefusal.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What clients and operators may do with a product, each limit from both sides.
class StockRulesTest {

  private static final ProductListed LISTED = new ProductListed("Tea", 1_250, "EUR");
  private static final int MAX = StockLimits.QUANTITY_MAX;

  @ParameterizedTest
  @ValueSource(longs = {0, 1_250, 1_000_000_000_000L})
  void aProductIsListedAtAPrice(long price) {
    given().when(new ListProduct("Tea", price, "EUR")).then(new ProductListed("Tea", price, "EUR"));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1_000_000_000_001L, Long.MIN_VALUE, Long.MAX_VALUE})
  void noOtherPrice(long price) {
    given().when(new ListProduct("Tea", price, "EUR")).thenRefused(Code.INVALID_PRODUCT);
    given(LISTED).when(new ChangePrice(price)).thenRefused(Code.INVALID_PRODUCT);
  }

  @Test
  void aProductIsListedOnce() {
    given(LISTED).when(new ListProduct("Tea", 1, "EUR")).thenRefused(Code.PRODUCT_EXISTS);
  }

  @Test
  void aNewPriceIsInTheProductsCurrency() {
    given(LISTED).when(new ChangePrice(1_300)).then(new PriceChanged(1_300, "EUR"));
    given(LISTED).when(new ChangePrice(1_250)).thenNothing();
  }

  @Test
  void aProductIsRenamed() {
    given(LISTED).when(new RenameProduct("Green tea")).then(new ProductRenamed("Green tea"));
    given(LISTED).when(new RenameProduct("Tea")).thenNothing();
    given(LISTED, new ProductRenamed("Green tea"))
        .when(new RenameProduct("Tea"))
        .then(new ProductRenamed("Tea"));
  }

  @Test
  void aReceiptNamesItsDeliveryNote() {
    given(LISTED).when(new ReceiveStock(3, "DN-7")).then(new StockReceived(3, "DN-7"));
  }

  @Test
  void whatIsNotListedHasNoStock() {
    given().when(new ChangePrice(1)).thenRefused(Code.UNKNOWN_PRODUCT);
    given().when(new RenameProduct("Tea")).thenRefused(Code.UNKNOWN_PRODUCT);
    given().when(new ReceiveStock(1)).thenRefused(Code.UNKNOWN_PRODUCT);
    given().when(new AdjustStock(1, "count")).thenRefused(Code.UNKNOWN_PRODUCT);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1_000_000_000})
  void goodsArrive(int quantity) {
    given(LISTED).when(new ReceiveStock(quantity)).then(new StockReceived(quantity));
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1_000_000_001, Integer.MAX_VALUE})
  void noOtherReceipt(int quantity) {
    given(LISTED).when(new ReceiveStock(quantity)).thenRefused(Code.INVALID_QUANTITY);
  }

  @Test
  void aSkuHasAtMostABillionPieces() {
    var almost = new StockReceived(MAX - 1);
    given(LISTED, almost).when(new ReceiveStock(1)).then(new StockReceived(1));
    given(LISTED, almost).when(new ReceiveStock(2)).thenRefused(Code.INVALID_QUANTITY);
    given(LISTED, almost).when(new AdjustStock(1, "count")).then(new StockAdjusted(1, "count"));
    given(LISTED, almost).when(new AdjustStock(2, "count")).thenRefused(Code.INVALID_QUANTITY);
  }

  /// Otherwise a release could bring more back than a number holds.
  @Test
  void piecesThatAreHeldCountToo() {
    var held = new StockReserved("o-1", MAX);
    given(LISTED, new StockReceived(MAX), held)
        .when(new ReceiveStock(1))
        .thenRefused(Code.INVALID_QUANTITY);
    given(LISTED, new StockReceived(MAX), held)
        .when(new AdjustStock(1, "count"))
        .thenRefused(Code.INVALID_QUANTITY);
  }

  @Test
  void aCountCorrectsTheBook() {
    var ten = new StockReceived(10);
    given(LISTED, ten).when(new AdjustStock(-10, "count")).then(new StockAdjusted(-10, "count"));
    given(LISTED, ten).when(new AdjustStock(-11, "count")).thenRefused(Code.NOT_ENOUGH_STOCK);
    given(LISTED, ten).when(new AdjustStock(0, "count")).thenRefused(Code.INVALID_QUANTITY);
    given(LISTED, ten)
        .when(new AdjustStock(Integer.MIN_VALUE, "count"))
        .thenRefused(Code.NOT_ENOUGH_STOCK);
  }

  @Test
  void whatIsHeldCannotBeAdjustedAway() {
    given(LISTED, new StockReceived(10), new StockReserved("o-1", 4))
        .when(new AdjustStock(-7, "theft"))
        .thenRefused(Code.NOT_ENOUGH_STOCK);
  }

  @Test
  void anEndedReservationIsForgottenAfterItsTime() {
    var later = AT.plus(StockLimits.RESERVATION_MEMORY);
    var tooLate = later.plus(Duration.ofMillis(1));
    for (Reservation ended : new Reservation[] {new Released(AT), new Shipped(2, 0, AT)}) {
      assertThat(StockDecider.forgettable(ended, later)).isFalse();
      assertThat(StockDecider.forgettable(ended, tooLate)).isTrue();
    }
    assertThat(StockDecider.forgettable(new Held(2), tooLate)).isFalse();
    assertThat(StockDecider.forgettable(new None(), AT)).isTrue();
  }

  @Test
  void aHistoryOutOfOrderIsImpossible() {
    assertThatThrownBy(() -> given(new StockReceived(1))).isInstanceOf(ImpossibleHistory.class);
    assertThatThrownBy(() -> given(LISTED, LISTED)).isInstanceOf(ImpossibleHistory.class);
  }
}
