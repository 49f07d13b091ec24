package orders.contract;

/// Thrown for a record value that is not what its topic carries. Retrying cannot help.
public final class UndecodableRecord extends RuntimeException {

  /// Why a value cannot be decoded.
  public enum Reason {
    /// The record has no value.
    NULL,
    /// The value has no bytes.
    EMPTY,
    /// The value ends before the header does.
    TRUNCATED,
    /// The first byte is not 0x00.
    WRONG_MAGIC,
    /// The registry does not know the schema id.
    UNKNOWN_SCHEMA,
    /// The schema is known, but this topic does not carry it.
    UNEXPECTED_TYPE,
    /// The writer's schema cannot be read as the reader's.
    INCOMPATIBLE_SCHEMA,
    /// The body does not match its schema, or bytes are left over.
    MALFORMED_BODY,
    /// The body is well-formed Avro that no value of ours has.
    INVALID_VALUE
  }

  private final Reason reason;

  public UndecodableRecord(Reason reason, String detail) {
    super(reason + ": " + detail);
    this.reason = reason;
  }

  public UndecodableRecord(Reason reason, String detail, Throwable cause) {
    super(reason + ": " + detail, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
