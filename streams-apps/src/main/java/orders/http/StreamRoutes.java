package orders.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import orders.query.EventFeed;
import orders.query.FeedPosition;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happens, as it happens. A caller that reads slowly is not sent more; one that goes away
/// comes back with the id of the last event it saw, here or on another instance.
public final class StreamRoutes implements Routes, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamRoutes.class);

  private static final Pattern TYPE = Pattern.compile("[A-Za-z]{1,64}");
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration BYE_MAX = Duration.ofSeconds(3);

  private final EventFeed.Source feeds;
  private final Semaphore free = new Semaphore(Limits.STREAMS_MAX);
  private volatile boolean closing;

  public StreamRoutes(EventFeed.Source feeds) {
    this.feeds = feeds;
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.get("/v1/stream", this::stream);
  }

  private void stream(Context ctx) throws IOException {
    Predicate<EventFeed.Fed> wanted = wanted(ctx);
    if (closing || !free.tryAcquire()) {
      throw Problem.of(Problem.Kind.OVERLOADED, "at most " + Limits.STREAMS_MAX + " streams here")
          .raised();
    }
    try (EventFeed feed = open(ctx)) {
      StreamFormat format = StreamFormat.of(ctx.header("Accept"));
      ctx.status(200);
      ctx.contentType(format.mediaType());
      if (!HeadAsGet.isHead(ctx.req())) {
        UnderWay.endless(ctx.req());
        write(feed, wanted, format, ctx.res().getOutputStream());
      }
    } finally {
      free.release();
    }
  }

  private void write(
      EventFeed feed, Predicate<EventFeed.Fed> wanted, StreamFormat format, OutputStream out) {
    try {
      out.write(format.hello(feed.position()));
      out.flush();
      long said = System.nanoTime();
      while (!closing) {
        boolean silent = true;
        for (EventFeed.Fed event : feed.poll(POLL)) {
          if (wanted.test(event)) {
            out.write(format.event(event));
            silent = false;
          }
        }
        if (silent && System.nanoTime() - said > Limits.STREAM_SILENCE_MAX.toNanos()) {
          out.write(format.alive(feed.position()));
          silent = false;
        }
        if (!silent) {
          out.flush();
          said = System.nanoTime();
        }
      }
      out.write(format.bye());
      out.flush();
    } catch (IOException e) {
      LOG.debug("a reader of the stream has gone", e);
    } catch (KafkaException e) {
      LOG.warn("a stream ends, its reader may come back: {}", e.toString());
    }
  }

  private EventFeed open(Context ctx) {
    String last = ctx.header("Last-Event-ID");
    String from = ctx.queryParam("from");
    if (from != null && !from.equals("beginning")) {
      throw Requests.invalid("from is beginning, or not there");
    }
    if (last == null || last.isBlank()) {
      return from == null ? feeds.live() : feeds.fromBeginning();
    }
    try {
      return feeds.after(FeedPosition.parse(last.strip()));
    } catch (IllegalArgumentException e) {
      throw Requests.invalid("Last-Event-ID: " + e.getMessage());
    }
  }

  private static Predicate<EventFeed.Fed> wanted(Context ctx) {
    Optional<String> type = Optional.ofNullable(ctx.queryParam("type"));
    type.filter(name -> !TYPE.matcher(name).matches())
        .ifPresent(
            name -> {
              throw Requests.invalid("type is the name of an event, such as OrderPlaced");
            });
    return fed -> type.map(fed.event().event().getClass().getSimpleName()::equals).orElse(true);
  }

  /// Ends every stream with a word, and takes no more.
  @Override
  public void close() {
    closing = true;
    try {
      if (free.tryAcquire(Limits.STREAMS_MAX, BYE_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        free.release(Limits.STREAMS_MAX);
      } else {
        LOG.warn("some readers of the stream did not take the last word");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
