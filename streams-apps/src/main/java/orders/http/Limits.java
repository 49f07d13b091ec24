package orders.http;

import java.time.Duration;

/// What one request may cost.
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

  /// A connection that says nothing for so long is closed.
  public static final Duration IDLE_MAX = Duration.ofSeconds(35);

  /// What is still read of a body after it was refused, so that the refusal arrives; for how long,
  /// and how long the caller may pause in it.
  public static final int UNREAD_BYTES_MAX = 4 * 1024 * 1024;

  public static final Duration UNREAD_WAIT_MAX = Duration.ofSeconds(5);

  public static final Duration UNREAD_PAUSE_MAX = Duration.ofSeconds(1);

  private Limits() {}
}
