package orders.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import orders.aggregate.order.Order;
import orders.aggregate.order.OrderCommand;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.stock.Level;
import orders.aggregate.stock.Reservation;
import orders.aggregate.stock.StockCommand;
import orders.aggregate.stock.StockEvent;
import orders.contract.UndecodableRecord;
import orders.contract.UndecodableRecord.Reason;
import orders.contract.WireFormat;
import orders.contract.registry.MemoryRegistry;
import orders.engine.Alarm;
import orders.engine.Codec;
import orders.engine.Entry;
import orders.engine.Outcome;
import orders.engine.Progress;
import orders.engine.Remembered;
import orders.policy.notice.OrderNotice;
import orders.policy.payment.PaymentRequest;
import orders.policy.payment.PaymentResult;
import orders.policy.shipping.ShippingJob;
import orders.policy.shipping.ShippingResult;
import orders.projection.billing.Account;
import orders.projection.billing.Invoice;
import orders.projection.billing.Revenue;
import orders.projection.inventory.Movement;
import orders.projection.inventory.StockLevel;
import orders.projection.orders.OrderSummary;
import orders.projection.shipping.Shipment;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {

  private static final int VALUES = 500;
  private static final Codecs CODECS = Codecs.over(new WireFormat(new MemoryRegistry()));
  private static final Wire WIRE = CODECS.wire();

  /// A kind of value: its codec, and how to make one.
  record Kind<T>(String name, Codec<T> codec, Function<RandomValues, T> make) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Kind<?>> kinds() {
    return Stream.of(
        of(OrderCommand.class, CODECS.orderCommands()),
        of(OrderEvent.class, CODECS.orderEvents()),
        of(StockCommand.class, CODECS.stockCommands()),
        of(StockEvent.class, CODECS.stockEvents()),
        of(PaymentRequest.class, CODECS.paymentRequests()),
        of(PaymentResult.class, CODECS.paymentResults()),
        of(ShippingJob.class, CODECS.shippingJobs()),
        of(ShippingResult.class, CODECS.shippingResults()),
        of(OrderNotice.class, CODECS.notices()),
        of(Alarm.class, CODECS.alarms()),
        of(Shipment.class, ShipmentRowCodec.shipments(WIRE)),
        of(Outcome.class, CODECS.outcomes()),
        of(Progress.Mark.class, CODECS.marks()),
        of(Invoice.class, BillingRowCodecs.invoices(WIRE)),
        of(Account.class, BillingRowCodecs.accounts(WIRE)),
        of(Revenue.class, BillingRowCodecs.revenues(WIRE)),
        of(StockLevel.class, InventoryRowCodecs.levels(WIRE)),
        of(Movement.class, InventoryRowCodecs.movements(WIRE)),
        of(OrderSummary.class, OrderRowCodecs.summaries(WIRE)),
        entries(Order.class, new OrderStateCodec(WIRE)),
        entries(Level.class, new StockLevelStateCodec(WIRE)),
        entries(Reservation.class, new ReservationStateCodec(WIRE)));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  <T> void everyValueComesBackAndIsWrittenTheSameAgain(Kind<T> kind) {
    for (int seed = 0; seed < VALUES; seed++) {
      T value = kind.make().apply(new RandomValues(new SplittableRandom(seed)));
      byte[] bytes = kind.codec().encode(value);
      T back = kind.codec().decode(bytes);
      assertThat(back).as("seed %d", seed).isEqualTo(value);
      assertThat(kind.codec().encode(back)).as("seed %d", seed).isEqualTo(bytes);
      assertThat(kind.codec().typeOf(bytes)).isEqualTo(kind.codec().type(value));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  <T> void noOtherKindIsTakenForIt(Kind<T> kind) {
    RandomValues values = new RandomValues(new SplittableRandom(1));
    kinds()
        .filter(other -> !other.name().equals(kind.name()))
        .forEach(
            other -> {
              byte[] bytes = bytes(other, values);
              var refusal =
                  catchThrowableOfType(UndecodableRecord.class, () -> kind.codec().decode(bytes));
              assertThat(refusal.reason()).isEqualTo(Reason.UNEXPECTED_TYPE);
            });
  }

  @ParameterizedTest
  @MethodSource("kinds")
  <T> void aCutValueIsRefused(Kind<T> kind) {
    T value = kind.make().apply(new RandomValues(new SplittableRandom(3)));
    byte[] bytes = kind.codec().encode(value);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> kind.codec().decode(cut)).isInstanceOf(UndecodableRecord.class);
      if (length < WireFormat.HEADER_BYTES) {
        assertThatThrownBy(() -> kind.codec().typeOf(cut)).isInstanceOf(UndecodableRecord.class);
      }
    }
  }

  @Test
  void aTypeIsTheSimpleNameThatItsSchemaHas() {
    List.of(
            sealedOf(OrderCommand.class, CODECS.orderCommands()),
            sealedOf(OrderEvent.class, CODECS.orderEvents()),
            sealedOf(StockCommand.class, CODECS.stockCommands()),
            sealedOf(StockEvent.class, CODECS.stockEvents()),
            sealedOf(PaymentRequest.class, CODECS.paymentRequests()),
            sealedOf(PaymentResult.class, CODECS.paymentResults()),
            sealedOf(ShippingJob.class, CODECS.shippingJobs()),
            sealedOf(ShippingResult.class, CODECS.shippingResults()))
        .forEach(Sealed::check);
    assertThat(CODECS.outcomes().type(some(Outcome.class))).isEqualTo("CommandOutcome");
  }

  /// A sealed type, every permitted one of which must be seen.
  private record Sealed<T>(Class<T> type, Codec<T> codec) {
    void check() {
      Set<Class<?>> seen = new HashSet<>();
      for (int seed = 0; seed < VALUES; seed++) {
        T value = new RandomValues(new SplittableRandom(seed)).any(type);
        SpecificRecord record = WIRE.decode(codec.encode(value));
        assertThat(codec.type(value)).isEqualTo(record.getSchema().getName());
        assertThat(codec.type(value)).isEqualTo(value.getClass().getSimpleName());
        seen.add(value.getClass());
      }
      assertThat(seen).containsExactlyInAnyOrder(type.getPermittedSubclasses());
    }
  }

  @Test
  void aRememberedCommandIsSmall() {
    Entry<Order> entry = new RandomValues(new SplittableRandom(5)).entry(Order.class);
    Codec<Entry<Order>> codec = new OrderStateCodec(WIRE);
    int alone = codec.encode(new Entry<>(1, List.of(), new Order.Unknown())).length;
    var accepted =
        new Outcome(
            "5f0c7b1e-8a54-5f5d-9d0e-0d6a3c1b2a49",
            "o-1",
            3,
            1,
            Outcome.Kind.ACCEPTED,
            "",
            "",
            List.of(),
            Instant.parse("2026-11-23T10:00:00Z"),
            2,
            1_000_000);
    var remembered = new Remembered(accepted.commandId(), "00ff10ab34cd56ef", accepted);
    var one = new Entry<Order>(1, List.of(remembered), new Order.Unknown());
    var two = new Entry<Order>(1, List.of(remembered, remembered), new Order.Unknown());
    assertThat(codec.encode(two).length - codec.encode(one).length).isLessThan(48);
    assertThat(alone).isLessThan(20);
    assertThat(codec.decode(codec.encode(entry))).isEqualTo(entry);
  }

  private static <T> byte[] bytes(Kind<T> kind, RandomValues values) {
    return kind.codec().encode(kind.make().apply(values));
  }

  private static <T> T some(Class<T> type) {
    return new RandomValues(new SplittableRandom(0)).any(type);
  }

  private static <T> Sealed<T> sealedOf(Class<T> type, Codec<T> codec) {
    return new Sealed<>(type, codec);
  }

  private static <T> Kind<T> of(Class<T> type, Codec<T> codec) {
    return new Kind<>(type.getSimpleName(), codec, values -> values.any(type));
  }

  private static <S> Kind<Entry<S>> entries(Class<S> type, Codec<Entry<S>> codec) {
    return new Kind<>(type.getSimpleName() + " entry", codec, values -> values.entry(type));
  }
}
