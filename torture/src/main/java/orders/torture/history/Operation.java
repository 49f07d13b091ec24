package orders.torture.history;

/// One request of a client, from before it was sent until its answer was read or given up.
///
/// @param number unique in a run, in the order in which requests began
/// @param session of the client: within one, what is read never goes back
/// @param subject the order, SKU or customer; empty for a [Kind#PLACE] that was not answered
/// @param view which row a [Kind#READ] asked for, such as `orders` or `invoices`; else empty
/// @param key the `Idempotency-Key`; empty for a read
/// @param request SHA-256 of path, `If-Match` and body, in hexadecimal
/// @param expected the version in `If-Match`; [#NONE] without
/// @param start nanoseconds since the run began, by the one clock of all clients
/// @param end likewise, when the answer was read or the client gave up
/// @param status of HTTP; 0 when there was no answer
/// @param answer SHA-256 of the answered body, in hexadecimal; empty when there was none
/// @param command that the answer names; empty when it names none
/// @param version that the answer's `ETag` or body names; [#NONE] without
/// @param state of the order that the answer names, such as `PLACED`; empty without
/// @param asked the `Consistency-Token` that was sent; empty without
/// @param token the `Consistency-Token` of the answer; empty without
/// @param leak whether an error named the personal data that was planted
public record Operation(
    long number,
    int session,
    Kind kind,
    String subject,
    String view,
    String key,
    String request,
    long expected,
    long start,
    long end,
    Result result,
    int status,
    String answer,
    String command,
    long version,
    String state,
    String asked,
    String token,
    boolean leak) {

  /// No version.
  public static final long NONE = -1;

  /// What was asked for.
  public enum Kind {
    LIST_PRODUCT,
    RECEIVE,
    PLACE,
    CANCEL,
    RETURN,
    READ
  }

  /// What the client knows of it afterwards.
  public enum Result {
    /// It was done.
    OK,
    /// It was refused, and is never done.
    REFUSED,
    /// Nobody answered, or the answer was that it is not decided: done once or not at all.
    UNKNOWN
  }
}
