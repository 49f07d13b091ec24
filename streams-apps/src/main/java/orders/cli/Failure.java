package orders.cli;

/// A command cannot go on.
public final class Failure extends RuntimeException {

  private final int exitCode;
  private final String hint;

  /// @param hint what the user can do, in one sentence; may be empty
  public Failure(int exitCode, String message, String hint) {
    super(message);
    this.exitCode = exitCode;
    this.hint = hint;
  }

  public int exitCode() {
    return exitCode;
  }

  public String hint() {
    return hint;
  }
}
