package orders.app;

import orders.query.CausalBarrier;
import orders.query.LagSampler;
import orders.query.Scatter;
import orders.query.ViewSpec;
import orders.query.Views;

/// Builds the readers of views, which share all but the view.
record ReadFactory(Scatter scatter, CausalBarrier barrier, LagSampler lag, int partitions) {

  <R> Views<R> views(ViewSpec<R> view) {
    return new Views<>(view, scatter, barrier, lag, partitions);
  }
}
