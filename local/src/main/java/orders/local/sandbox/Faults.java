package orders.local.sandbox;

/// How often something goes wrong, each in a thousand calls.
///
/// @param decline authorisations that are declined
/// @param slow calls that take most of the time a caller waits
/// @param timeoutAfterSuccess calls that are carried out and answered when nobody waits any more
/// @param errorAfterSuccess calls that are carried out and answered with 500
/// @param duplicateCallback callbacks that are sent twice
/// @param lateSuccess authorisations that are decided later and told by a callback, even when they
///     were voided meanwhile
/// @param reorder callbacks that are held back, so that others overtake them
/// @param tooMany calls that are refused with 429
public record Faults(
    int decline,
    int slow,
    int timeoutAfterSuccess,
    int errorAfterSuccess,
    int duplicateCallback,
    int lateSuccess,
    int reorder,
    int tooMany) {

  public static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0, 0, 0);
  public static final Faults SOME = new Faults(20, 20, 10, 20, 50, 20, 100, 30);

  public Faults {
    for (int rate :
        new int[] {
          decline,
          slow,
          timeoutAfterSuccess,
          errorAfterSuccess,
          duplicateCallback,
          lateSuccess,
          reorder,
          tooMany
        }) {
      if (rate < 0 || rate > 1_000) {
        throw new IllegalArgumentException("a rate is 0 to 1000 in a thousand");
      }
    }
  }
}
