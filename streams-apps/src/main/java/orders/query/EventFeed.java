package orders.query;

import java.time.Duration;
import java.util.List;
import orders.projection.Recorded;

/// Follows the event topics for one caller: committed events, each once. Events of one partition
/// come in their order, those of different partitions as they arrive.
public interface EventFeed extends AutoCloseable {

  /// Opens feeds.
  interface Source {

    /// What happens from now on.
    EventFeed live();

    /// Everything since the first event.
    EventFeed fromBeginning();

    /// What happened after a position that a feed has told, on whatever instance.
    ///
    /// @throws IllegalArgumentException with a sentence for the client when no feed can be there
    EventFeed after(FeedPosition position);
  }

  /// One event.
  ///
  /// @param position where a feed goes on after it
  record Fed(String topic, Recorded<?> event, FeedPosition position) {}

  /// The next events; empty when there were none in that time.
  List<Fed> poll(Duration wait);

  FeedPosition position();

  @Override
  void close();
}
