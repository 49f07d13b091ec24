package orders.http;

import java.nio.charset.StandardCharsets;
import orders.query.EventFeed;
import orders.query.FeedPosition;
import org.jspecify.annotations.Nullable;

/// How a stream is written: server-sent events for who asks for them, else JSON by the line.
enum StreamFormat {
  SERVER_SENT_EVENTS("text/event-stream") {
    @Override
    byte[] hello(FeedPosition position) {
      return text("retry: 1000\nid: " + position + "\n\n");
    }

    @Override
    byte[] event(EventFeed.Fed fed) {
      byte[] data = Json.write(EventView.of(fed.topic(), fed.event()));
      return text(
          "id: %s\ndata: %s\n\n"
              .formatted(fed.position(), new String(data, StandardCharsets.UTF_8)));
    }

    @Override
    byte[] alive(FeedPosition position) {
      return text(": alive\nid: " + position + "\n\n");
    }

    @Override
    byte[] bye() {
      return text("event: bye\ndata: {}\n\n");
    }
  },

  JSON_LINES("application/x-ndjson") {
    @Override
    byte[] hello(FeedPosition position) {
      return new byte[0];
    }

    @Override
    byte[] event(EventFeed.Fed fed) {
      var line = new Line(fed.position().toString(), EventView.of(fed.topic(), fed.event()));
      return text(new String(Json.write(line), StandardCharsets.UTF_8) + "\n");
    }

    @Override
    byte[] alive(FeedPosition position) {
      return text("\n");
    }

    @Override
    byte[] bye() {
      return new byte[0];
    }
  };

  private final String mediaType;

  StreamFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /// @param id for `Last-Event-ID`
  record Line(String id, @com.fasterxml.jackson.annotation.JsonUnwrapped EventView event) {}

  /// What the caller takes. A plain curl takes anything, and is best served by lines.
  static StreamFormat of(@Nullable String accept) {
    return accept != null && accept.contains(SERVER_SENT_EVENTS.mediaType)
        ? SERVER_SENT_EVENTS
        : JSON_LINES;
  }

  String mediaType() {
    return mediaType;
  }

  /// The first thing a reader sees.
  abstract byte[] hello(FeedPosition position);

  abstract byte[] event(EventFeed.Fed fed);

  /// Something to say while nothing happens, so that both sides know that the other is there.
  abstract byte[] alive(FeedPosition position);

  /// The last thing a reader sees.
  abstract byte[] bye();

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
