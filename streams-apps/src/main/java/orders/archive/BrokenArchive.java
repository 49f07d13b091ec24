package orders.archive;

/// An archive is not what was written: a file is missing, changed or in another's place.
public final class BrokenArchive extends RuntimeException {

  BrokenArchive(String name, String why) {
    super("the archive is broken at " + name + ": " + why);
  }

  BrokenArchive(String name, Exception cause) {
    super("the archive is broken at " + name + ": " + cause.getMessage(), cause);
  }
}
