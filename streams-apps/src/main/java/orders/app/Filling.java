package orders.app;

import orders.query.LocalTables.Copies;

/// Decides, look after look, when the tables of an instance have been filled.
final class Filling {

  /// An instance takes requests although copies of it lag, if so many looks, a second apart, find
  /// them where they were: better than none. Looks and not time, since a process may stand still.
  static final int STILL_MAX = 10;

  /// And if copies do not get there although they go on: about five minutes, less than a deployment
  /// gives an instance.
  static final int LOOKS_MAX = 300;

  /// A group that gives an instance nothing may be about to: what others hold is taken from them
  /// first, and given in a round of its own. What has not come after so many more looks does not
  /// come.
  static final int NOTHING_MAX = 3;

  private Copies last = Copies.NONE;
  private int looks;
  private int still;
  private int full;
  private boolean over;

  /// Takes what a look has found.
  ///
  /// @param ran whether every table had been started and ran before the look and behind it
  /// @return whether the tables have been filled, or are waited for no longer; it stays so
  boolean look(boolean ran, Copies found) {
    if (over || !ran) {
      still = 0;
      full = 0;
      last = Copies.NONE; // where tables are given out anew, the wait begins anew
      return over;
    }
    looks++;
    still = found.beyond(last) ? 0 : still + 1;
    last = found;
    full = found.all() ? full + 1 : 0;
    boolean given = found.without() == 0 || full > NOTHING_MAX;
    over = (full > 0 && given) || still >= STILL_MAX || looks >= LOOKS_MAX;
    return over;
  }
}
