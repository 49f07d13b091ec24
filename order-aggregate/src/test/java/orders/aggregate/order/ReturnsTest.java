package orders.aggregate.order;

import static orders.aggregate.order.OrderSamples.ITEMS;
import static orders.aggregate.order.OrderSamples.PAYMENT;
import static orders.aggregate.order.OrderSamples.TOTAL;
import static orders.aggregate.order.OrderSamples.history;
import static orders.aggregate.order.OrderSpec.given;

import java.util.List;
import orders.aggregate.order.OrderCommand.ReturnOrder;
import orders.aggregate.order.OrderEvent.OrderReturned;
import orders.aggregate.order.OrderRefusal.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The order has two TEA at 12.50 and one CUP at 9.00.
class ReturnsTest {

  @Test
  void nothingNamedMeansEverything() {
    returning().then(new OrderReturned(ITEMS, TOTAL, "EUR", PAYMENT));
  }

  @ParameterizedTest
  @CsvSource({"TEA, 1, 1250", "TEA, 2, 2500", "CUP, 1, 900"})
  void aPartIsRefundedAtItsPrice(String sku, int quantity, long refundMinor) {
    var item = new Item(sku, quantity);
    returning(item).then(new OrderReturned(List.of(item), refundMinor, "EUR", PAYMENT));
  }

  @Test
  void severalLinesAddUp() {
    var items = List.of(new Item("CUP", 1), new Item("TEA", 1));
    returning(items.toArray(Item[]::new)).then(new OrderReturned(items, 2_150, "EUR", PAYMENT));
  }

  @ParameterizedTest
  @CsvSource({"TEA, 3", "TEA, 0", "TEA, -1", "CUP, 2", "TEA, 2147483647", "POT, 1"})
  void neverMoreThanWasOrderedNorSomethingElse(String sku, int quantity) {
    returning(new Item(sku, quantity)).thenRefused(Code.INVALID_RETURN);
  }

  @Test
  void noSkuTwice() {
    returning(new Item("TEA", 1), new Item("TEA", 1)).thenRefused(Code.INVALID_RETURN);
  }

  @Test
  void onlyOnce() {
    given(history("Returned"))
        .when(new ReturnOrder(List.of(new Item("TEA", 1))))
        .thenRefused(Code.ALREADY_ENDED);
  }

  @Test
  void aGiftIsReturnedForNothing() {
    var free = new OrderLine("PEN", 1, 0);
    Order order = new Order.Delivered(new Order.Details(List.of(free), "EUR", "tok_ok"), PAYMENT);
    new OrderSpec.Decided(
            order, OrderDecider.decide(order, new ReturnOrder(List.of()), OrderSpec.AT))
        .then(new OrderReturned(List.of(new Item("PEN", 1)), 0, "EUR", PAYMENT));
  }

  private static OrderSpec.Decided returning(Item... items) {
    return given(history("Delivered")).when(new ReturnOrder(List.of(items)));
  }
}
