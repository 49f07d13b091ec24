package orders.engine.effect;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import orders.sim.Actor;
import orders.sim.Clock;
import orders.sim.Log;

/// One of many members of a share group. What it writes counts before its request is accepted, so
/// that after a crash in between the same is written again.
public final class SimShareWorker<Q, R> implements Actor {

  private static final int ROOM = 3;
  private final EffectHost<Q, R> host;
  private final SimShareQueue queue;
  private final Log log;
  private final Clock clock;
  private final List<SimRequest<Q, R>> out = new ArrayList<>();

  public SimShareWorker(EffectHost<Q, R> host, SimShareQueue queue, Log log, Clock clock) {
    this.host = host;
    this.queue = queue;
    this.log = log;
    this.clock = clock;
  }

  @Override
  public boolean step(SplittableRandom random) {
    if (!out.isEmpty() && random.nextInt(3) > 0) {
      SimRequest<Q, R> request = out.get(random.nextInt(out.size()));
      if (request.ruling().isPresent()) {
        settle(request, random);
        return true;
      }
      if (request.due(clock.nowMs())) {
        request.attempt(clock.nowMs());
        return true;
      }
      if (random.nextBoolean()) {
        queue.renew(request.delivery());
      }
    }
    if (out.size() >= ROOM) {
      return false;
    }
    var taken = queue.acquire(random.nextInt(2));
    taken.ifPresent(delivery -> out.add(new SimRequest<>(host, delivery)));
    return taken.isPresent();
  }

  /// Dies with what it has, perhaps between a result and its acceptance.
  @Override
  public void crash(SplittableRandom random) {
    if (random.nextBoolean()) {
      out.stream().flatMap(request -> request.ruling().stream()).forEach(this::write);
    }
    out.clear();
  }

  /// Whoever is slow may have lost it meanwhile, and has written all the same.
  private void settle(SimRequest<Q, R> request, SplittableRandom random) {
    Ruling ruling = request.ruling().orElseThrow();
    write(ruling);
    out.remove(request);
    if (random.nextInt(20) == 0) {
      return; // the acknowledgement is lost
    }
    if (ruling.fate() == Ruling.Fate.AGAIN) {
      queue.release(request.delivery());
    } else {
      queue.accept(request.delivery());
    }
  }

  private void write(Ruling ruling) {
    ruling.records().forEach(r -> log.append(r.topic(), r.key(), r.value(), r.headers()));
  }
}
