package orders.torture.fault;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What an event is part of.
public enum Phase {
  /// Everything is new and cold, and no fault came yet.
  BEGIN,
  /// Nothing was done: how it is without a fault.
  QUIET,
  /// The next fault waited for progress.
  WAITED,
  /// The next fault did not.
  STORM,
  /// A fault was tried, and what it takes was not there.
  MISSED,
  /// Everything is mended, and no fault comes any more.
  END;

  /// Whether a fault happened.
  public boolean struck() {
    return switch (this) {
      case WAITED, STORM -> true;
      case BEGIN, QUIET, MISSED, END -> false;
    };
  }

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
