package orders.http;

import java.time.Duration;

/// What one request may cost, and all the connections of one server together.
///
/// A connection costs a file descriptor and, while something is under way, a virtual thread; none
/// may be held for nothing. Waiting for an answer is no fault of the caller's: these times are
/// about what the caller itself does.
public final class Limits {

  public static final int BODY_BYTES_MAX = 64 * 1024;
  public static final int HEADER_BYTES_MAX = 8 * 1024;
  public static final int JSON_DEPTH_MAX = 32;
  public static final int JSON_STRING_CHARS_MAX = 16 * 1024;
  public static final int JSON_NUMBER_CHARS_MAX = 100;
  public static final int LIST_MAX = 100;
  public static final int LIST_USUAL = 20;
  public static final int KEY_CHARS_MAX = 255;

  /// How long an answer may be waited for, and how long it is when the caller does not say.
  public static final Duration WAIT_MAX = Duration.ofSeconds(30);

  public static final Duration WAIT_USUAL = Duration.ofSeconds(2);

  /// Streams of events that one instance feeds at a time, each with a consumer of its own.
  public static final int STREAMS_MAX = 32;

  /// How long a stream is silent at most.
  public static final Duration STREAM_SILENCE_MAX = Duration.ofSeconds(10);

  /// Within a request: a body that pauses for so long, or a caller who takes nothing of what it is
  /// sent, is cut. Nothing moves while an outcome is waited for, and that is no pause.
  public static final Duration IDLE_MAX = Duration.ofSeconds(15);

  /// Between two requests. A balancer keeps its connections for a minute (`idle_timeout` in
  /// `terraform/modules/edge`); one that is closed here first makes it answer 502.
  public static final Duration KEPT_MAX = Duration.ofSeconds(65);

  /// From the first byte of a header to its end. A header is one packet or a few; who takes longer
  /// drips it to hold the connection, and the time between two bytes would never end that.
  public static final Duration HEADER_WAIT_MAX = Duration.ofSeconds(6);

  /// From the first look at a body to its end, however steadily it drips: 64 KiB at 6.5 KiB a
  /// second.
  public static final Duration BODY_WAIT_MAX = Duration.ofSeconds(10);

  /// From the end of a header to the last byte of an answer that has an end: the longest wait for
  /// an outcome, and a minute to take the largest page at 25 KiB a second.
  public static final Duration ANSWER_WAIT_MAX = WAIT_MAX.plusMinutes(1);

  /// Connections of one server. The ten thousand that a crowd may leave idle, and room for those
  /// that ask something.
  public static final int CONNECTIONS_MAX = 12_000;

  /// Connections that wait to be accepted. With the usual 50, a burst of callers has the kernel
  /// drop handshakes, and whoever is dropped tries again after one, three, seven seconds.
  public static final int ACCEPT_QUEUE_MAX = 2_048;

  /// Of the file descriptors that the process may have, in percent, for those who call from
  /// outside. What is left to all servers together is for brokers and state.
  public static final int CALLERS_PERCENT_MAX = 55;

  /// The same for other instances and operators, who have a server of their own.
  public static final int PEERS_PERCENT_MAX = 15;

  /// With as many connections as may be, no more are accepted, and those on which nothing has moved
  /// for so long go, so that a caller with a request gets through.
  public static final Duration CROWDED_IDLE_MAX = Duration.ofSeconds(1);

  /// What is still read of a body after it was refused, so that the refusal arrives; for how long,
  /// and how long the caller may pause in it.
  public static final int UNREAD_BYTES_MAX = 4 * 1024 * 1024;

  public static final Duration UNREAD_WAIT_MAX = Duration.ofSeconds(5);

  public static final Duration UNREAD_PAUSE_MAX = Duration.ofSeconds(1);

  private Limits() {}
}
