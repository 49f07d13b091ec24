package orders.contract;

/// Bytes that are no record of a schema known here. The message never holds the bytes.
public final class UndecodableRecord extends RuntimeException {
  public UndecodableRecord(String reason) {
    super(reason);
  }

  public UndecodableRecord(String reason, Throwable cause) {
    super(reason, cause);
  }
}
