package orders.query;

import java.util.Map;
import orders.engine.Codec;
import orders.engine.Progress;
import org.apache.kafka.streams.state.StoreBuilder;

/// Builds the table of one partition of a view. It has no changelog: the view's topic is one.
final class ViewTableBuilder<R> implements StoreBuilder<ViewTable<R>> {

  private final ViewSpec<R> view;
  private final Codec<Progress.Mark> marks;

  ViewTableBuilder(ViewSpec<R> view, Codec<Progress.Mark> marks) {
    this.view = view;
    this.marks = marks;
  }

  @Override
  public ViewTable<R> build() {
    return new ViewTable<>(view, marks);
  }

  @Override
  public StoreBuilder<ViewTable<R>> withCachingEnabled() {
    throw new UnsupportedOperationException("a table is not cached");
  }

  @Override
  public StoreBuilder<ViewTable<R>> withCachingDisabled() {
    return this;
  }

  @Override
  public StoreBuilder<ViewTable<R>> withLoggingEnabled(Map<String, String> config) {
    throw new UnsupportedOperationException("the view's topic is the changelog");
  }

  @Override
  public StoreBuilder<ViewTable<R>> withLoggingDisabled() {
    return this;
  }

  @Override
  public Map<String, String> logConfig() {
    return Map.of();
  }

  @Override
  public boolean loggingEnabled() {
    return false;
  }

  @Override
  public String name() {
    return view.store();
  }
}
