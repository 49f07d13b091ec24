package orders.local.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import orders.engine.effect.Reply;
import orders.sim.Actor;

/// The way to the provider and the carrier, and what will happen there by itself: calls get lost on
/// the way, or their answers do, or they are put off; callbacks come late, twice, in any order.
public final class SimOutside implements Actor {

  private final SplittableRandom random;
  private final List<Runnable> waiting = new ArrayList<>();
  private boolean healed;

  public SimOutside(SplittableRandom random) {
    this.random = random;
  }

  /// From now on nothing goes wrong out there.
  public void heal() {
    healed = true;
  }

  /// Something that happens some time later.
  void later(Runnable what) {
    waiting.add(what);
  }

  /// Something that was waiting happens; sometimes it will happen again.
  @Override
  public boolean step(SplittableRandom chance) {
    if (waiting.isEmpty()) {
      return false;
    }
    int next = chance.nextInt(waiting.size());
    boolean again = !healed && chance.nextInt(6) == 0;
    (again ? waiting.get(next) : waiting.remove(next)).run();
    return true;
  }

  /// It remembers everything, as whoever is trusted with money must.
  @Override
  public void crash(SplittableRandom chance) {}

  /// Carries a call out, or not, and answers it, or not.
  <T> Reply<T> call(Supplier<Reply<T>> work) {
    return switch (healed ? 9 : random.nextInt(10)) {
      case 0 -> new Reply.NotNow<>("too many", Duration.ofSeconds(1));
      case 1 -> new Reply.Unknown<>("lost on the way there");
      case 2 -> {
        var _ = work.get();
        yield new Reply.Unknown<>("lost on the way back");
      }
      case 3 -> random.nextInt(4) == 0 ? new Reply.Shut<>(Duration.ofSeconds(5)) : work.get();
      default -> work.get();
    };
  }
}
