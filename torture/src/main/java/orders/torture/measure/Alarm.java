package orders.torture.measure;

import java.util.Optional;
import orders.cli.ExitCodes;
import orders.cli.Failure;

/// What breaks in the harness itself. A run in which something did proves nothing, and ends.
public final class Alarm implements Thread.UncaughtExceptionHandler {

  private record Broken(String who, Throwable why) {}

  private Optional<Broken> first = Optional.empty();

  @Override
  public void uncaughtException(Thread thread, Throwable why) {
    raise(thread.getName(), why);
  }

  /// The first that broke counts: others may break because of it.
  public synchronized void raise(String who, Throwable why) {
    if (first.isEmpty()) {
      first = Optional.of(new Broken(who, why));
    }
  }

  /// @throws Failure when something broke
  public synchronized void check() {
    first.ifPresent(
        broken -> {
          var failure =
              new Failure(
                  ExitCodes.FAILED,
                  "the harness broke: " + broken.who() + ": " + broken.why(),
                  "this run says nothing of the system; what it left is in its directory");
          failure.initCause(broken.why());
          throw failure;
        });
  }
}
