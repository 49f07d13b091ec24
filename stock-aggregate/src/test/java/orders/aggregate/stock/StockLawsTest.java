package orders.aggregate.stock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import orders.aggregate.stock.Level.Listed;
import orders.aggregate.stock.Reservation.Held;
import orders.aggregate.stock.Reservation.Released;
import orders.aggregate.stock.StockCommand.ListProduct;
import orders.aggregate.stock.StockCommand.ReceiveStock;
import orders.aggregate.stock.StockCommand.Release;
import orders.aggregate.stock.StockCommand.Reserve;
import orders.aggregate.stock.StockEvent.ReservationRefused;
import orders.aggregate.stock.StockEvent.StockReserved;
import org.junit.jupiter.api.Test;

/// What holds at every version of every history.
class StockLawsTest {

  private static final int HISTORIES = 3_000;

  @Test
  void nothingIsLostAndNothingIsHeldTwice() {
    Set<Class<?>> written = new HashSet<>();
    for (long seed = 0; seed < HISTORIES; seed++) {
      Map<String, Reservation> reservations = new HashMap<>();
      for (RandomStock.Step step : new RandomStock(seed).run(new StockBook())) {
        step.events().forEach(event -> written.add(event.getClass()));
        step.command().order().ifPresent(o -> reservations.put(o, step.after().reservation()));
        balanced(step.after().level(), reservations, "seed %d: %s".formatted(seed, step));
      }
    }
    assertThat(written).containsExactlyInAnyOrder(StockEvent.class.getPermittedSubclasses());
  }

  private static void balanced(Level level, Map<String, Reservation> reservations, String what) {
    if (!(level instanceof Listed listed)) {
      assertThat(reservations.values()).as(what).allMatch(r -> r instanceof Released);
      return;
    }
    assertThat(listed.available()).as(what).isNotNegative();
    assertThat(listed.received() + listed.adjusted() + listed.takenBack())
        .as(what)
        .isEqualTo(listed.available() + listed.reserved() + listed.shipped());
    int held = 0;
    int shipped = 0;
    for (Reservation reservation : reservations.values()) {
      held += reservation instanceof Held(int quantity) ? quantity : 0;
      shipped += reservation instanceof Reservation.Shipped s ? s.quantity() : 0;
    }
    assertThat(listed.reserved()).as(what).isEqualTo(held);
    assertThat(listed.shipped()).as(what).isEqualTo(shipped);
  }

  /// At any time later. A refused reserve is refused again, which concerns nobody but its order.
  @Test
  void repeatedPolicyCommandsChangeNothing() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      var book = new StockBook();
      Set<StockCommand> done = new LinkedHashSet<>();
      for (RandomStock.Step step : new RandomStock(seed).run(book)) {
        // TakeBack of an unknown reservation is one of a forgotten order: nothing tells it apart.
        if (step.command().order().isPresent()
            && !(step.after().reservation() instanceof Reservation.None)) {
          done.add(step.command());
        }
      }
      for (StockCommand again : done) {
        unchanged(book, again, "seed %d: %s again".formatted(seed, again));
      }
    }
  }

  private static void unchanged(StockBook book, StockCommand again, String what) {
    Stock before = book.view(again.order());
    switch (book.decide(again, StockSpec.AT)) {
      case StockDecision.Accepted(var events) when again instanceof Reserve -> {
        assertThat(events).as(what).allMatch(event -> event instanceof ReservationRefused);
        assertThat(events.isEmpty() || before.reservation() instanceof Released).as(what).isTrue();
        book.take(events);
        assertThat(book.level()).as(what).isEqualTo(before.level());
      }
      case StockDecision.Accepted(var events) -> assertThat(events).as(what).isEmpty();
      case StockDecision.Impossible _ ->
          assertThat(again instanceof Release || before.reservation() instanceof Released)
              .as(what)
              .isTrue();
      case StockDecision.Refused _ -> throw new AssertionError(what);
    }
  }

  @Test
  void whoReleasesBeforeReservingGetsNothing() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      var random = new SplittableRandom(seed);
      var book = new StockBook();
      new RandomStock(seed).run(book);
      accept(book, new Release("late"));
      if (random.nextBoolean()) {
        accept(book, new ListProduct("Tea", 1, "EUR"));
        accept(book, new ReceiveStock(random.nextInt(1, 100)));
      }
      Level before = book.level();
      int wanted = random.nextInt(1, 30);
      assertThat(accept(book, new Reserve("late", wanted)))
          .as("seed %d", seed)
          .containsExactly(new ReservationRefused("late", wanted, 0, StockSpec.AT));
      assertThat(book.level()).as("seed %d", seed).isEqualTo(before);
    }
  }

  private static List<StockEvent> accept(StockBook book, StockCommand command) {
    if (book.decide(command, StockSpec.AT) instanceof StockDecision.Accepted(var events)) {
      book.take(events);
      return events;
    }
    return List.of();
  }

  @Test
  void everyReserveIsAnsweredWithAllOrNothing() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      for (RandomStock.Step step : new RandomStock(seed).run(new StockBook())) {
        if (step.command() instanceof Reserve(String order, int wanted)
            && step.before().reservation() instanceof Reservation.None) {
          int available = step.before().level() instanceof Listed l ? l.available() : 0;
          StockEvent answer = step.events().getFirst();
          assertThat(answer instanceof StockReserved)
              .as("seed %d: %s", seed, step)
              .isEqualTo(available >= wanted);
          assertThat(answer.order()).as("seed %d", seed).contains(order);
        }
      }
    }
  }

  @Test
  void onlyHeldReservationsStayForEver() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      var book = new StockBook();
      new RandomStock(seed).run(book);
      Level before = book.level();
      book.forget(StockSpec.AT.plus(StockLimits.RESERVATION_MEMORY).plus(Duration.ofDays(1)));
      assertThat(book.reservations().values())
          .as("seed %d", seed)
          .allMatch(reservation -> reservation instanceof Held);
      assertThat(book.level()).as("seed %d", seed).isEqualTo(before);
    }
  }
}
