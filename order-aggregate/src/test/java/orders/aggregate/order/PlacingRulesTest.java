package orders.aggregate.order;

import static orders.aggregate.order.OrderSamples.CONTACT;
import static orders.aggregate.order.OrderSpec.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import orders.aggregate.order.OrderCommand.PlaceOrder;
import orders.aggregate.order.OrderEvent.OrderPlaced;
import orders.aggregate.order.OrderRefusal.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The limits, each from both sides.
class PlacingRulesTest {

  @Test
  void aSoundOrderIsPlacedWithTheSumOfItsLines() {
    given().when(OrderSamples.PLACE).then(OrderSamples.PLACED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 99, 100})
  void oneToAHundredLines(int lines) {
    accepted(lines(lines), 10L * lines);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 101})
  void noFewerLinesAndNoMore(int lines) {
    refused(lines(lines), "lines");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9_999})
  void oneToTenThousandPiecesLessOne(int quantity) {
    accepted(List.of(new OrderLine("TEA", quantity, 10)), 10L * quantity);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 10_000, Integer.MAX_VALUE})
  void noOtherQuantity(int quantity) {
    refused(List.of(new OrderLine("TEA", quantity, 10)), "quantity");
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "1, 1000000000000", "2, 500000000000", "9999, 100010001"})
  void aTotalUpToTheLimit(int quantity, long price) {
    accepted(List.of(new OrderLine("TEA", quantity, price)), quantity * price);
  }

  @ParameterizedTest
  @CsvSource({
    "1, -1, price",
    "1, -9223372036854775808, price",
    "1, 1000000000001, price",
    "1, 9223372036854775807, price",
    "2, 500000000001, total",
    "9999, 1000000000000, total"
  })
  void noOtherPriceAndNoLargerTotal(int quantity, long price, String rule) {
    refused(List.of(new OrderLine("TEA", quantity, price)), rule);
  }

  @Test
  void theTotalIsThatOfAllLines() {
    long half = OrderLimits.TOTAL_MINOR_MAX / 2;
    var first = new OrderLine("TEA", 1, half);
    accepted(List.of(first, new OrderLine("CUP", 1, half)), 2 * half);
    refused(List.of(first, new OrderLine("CUP", 1, half + 1)), "total");
  }

  @Test
  void aHundredLinesOfTheLargestSizeDoNotOverflow() {
    refused(
        IntStream.range(0, 100)
            .mapToObj(
                i ->
                    new OrderLine(
                        "SKU-" + i, OrderLimits.QUANTITY_MAX, OrderLimits.TOTAL_MINOR_MAX))
            .toList(),
        "total");
  }

  @Test
  void noSkuTwice() {
    refused(List.of(new OrderLine("TEA", 1, 10), new OrderLine("TEA", 2, 10)), "TEA");
  }

  private static void accepted(List<OrderLine> lines, long totalMinor) {
    given()
        .when(place(lines))
        .then(new OrderPlaced("c-1", lines, "EUR", totalMinor, CONTACT, "tok_ok", OrderSpec.AT));
  }

  private static void refused(List<OrderLine> lines, String word) {
    given().when(place(lines)).thenRefused(Code.INVALID_ORDER);
    assertThat(PlacingRules.broken(place(lines)))
        .hasValueSatisfying(sentence -> assertThat(sentence).contains(word));
  }

  private static PlaceOrder place(List<OrderLine> lines) {
    return new PlaceOrder("c-1", lines, "EUR", CONTACT, "tok_ok");
  }

  private static List<OrderLine> lines(int count) {
    return IntStream.range(0, count).mapToObj(i -> new OrderLine("SKU-" + i, 1, 10)).toList();
  }
}
