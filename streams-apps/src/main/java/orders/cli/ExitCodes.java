package orders.cli;

/// How a command ends.
public final class ExitCodes {

  public static final int OK = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;
  public static final int NOT_FOUND = 3;
  public static final int CONFLICT = 4;
  public static final int BEHIND = 5;
  public static final int UNREACHABLE = 69;

  /// A part of a running process is beyond recovery; a supervisor should start it again.
  public static final int GAVE_UP = 70;

  /// A thread of a running process hangs; a supervisor should start it again.
  public static final int STUCK = 71;

  public static final int DENIED = 77;
  public static final int BAD_CONFIGURATION = 78;
  public static final int INTERRUPTED = 130;

  private ExitCodes() {}
}
