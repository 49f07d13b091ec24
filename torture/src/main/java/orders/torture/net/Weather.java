package orders.torture.net;

/// How it is on a link.
public enum Weather {
  FAIR,
  /// Connections stay open and new ones are taken, but nothing gets through until it clears up.
  SILENT,
  /// Requests get through, their answers do not until it clears up: nobody knows what was done.
  DEAF,
  /// A little at a time.
  SLOW,
  /// Connections are reset in the middle of what they carry, now and then.
  RESETTING,
  /// Connections are closed, and new ones at once.
  CUT
}
