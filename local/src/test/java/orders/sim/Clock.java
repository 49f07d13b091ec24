package orders.sim;

/// The time of the simulation: it passes when somebody says so.
public final class Clock {

  private long nowMs = 1_800_000_000_000L;

  public long nowMs() {
    return nowMs;
  }

  void pass(long ms) {
    nowMs += ms;
  }
}
