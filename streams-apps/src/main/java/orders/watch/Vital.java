package orders.watch;

import java.time.Duration;

/// A thread that is to live as long as the process, as the watchdog sees it.
public interface Vital {

  String name();

  /// Another number whenever the thread has come round again.
  long rounds();

  /// How long a round may take.
  Duration silenceMax();
}
