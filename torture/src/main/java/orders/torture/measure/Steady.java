package orders.torture.measure;

import java.util.OptionalLong;

/// Since when something has been so without a break, as far as anybody looked.
public final class Steady {

  private OptionalLong since = OptionalLong.empty();

  /// @param nanos when somebody looked
  public void look(long nanos, boolean is) {
    if (!is) {
      since = OptionalLong.empty();
    } else if (since.isEmpty()) {
      since = OptionalLong.of(nanos);
    }
  }

  /// Empty when it was not so at the last look.
  public OptionalLong since() {
    return since;
  }
}
