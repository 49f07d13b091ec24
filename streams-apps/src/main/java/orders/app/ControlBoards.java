package orders.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orders.codec.Codecs;
import orders.operations.ReplayBoard;
import orders.operations.ViewBoard;
import orders.query.Answer;
import orders.query.ViewReader;
import orders.query.ViewReader.Freshness;
import orders.query.ViewReader.Range;
import orders.replay.AuditState;
import orders.replay.ControlLog;
import orders.replay.ControlWriter;
import orders.replay.ReplayState;
import orders.replay.ViewVersions;

/// What the control topics say, for HTTP.
final class ControlBoards implements ReplayBoard, ViewBoard {

  private final ControlLog control;
  private final ControlWriter writer;
  private final Reads reads;
  private final List<ViewGroup> groups;

  ControlBoards(ControlLog control, ControlWriter writer, Reads reads, Codecs codecs) {
    this.control = control;
    this.writer = writer;
    this.reads = reads;
    this.groups = ViewGroup.all(codecs);
  }

  @Override
  public List<ReplayState> replays() {
    return control.replays();
  }

  @Override
  public Optional<ReplayState> replay(String id) {
    return control.replay(id);
  }

  @Override
  public boolean cancelled(String id) {
    return control.cancelled(id);
  }

  @Override
  public void cancel(String id) {
    writer.cancel(id);
  }

  @Override
  public List<ViewState> views() {
    return groups.stream().map(this::state).toList();
  }

  @Override
  public Optional<List<AuditState>> audits(String view) {
    return groups.stream()
        .filter(group -> group.name().equals(view))
        .findFirst()
        .map(group -> control.audits(view));
  }

  private ViewState state(ViewGroup group) {
    ViewVersions versions = control.versions(group.name());
    Optional<Answer<?>> read = read(group.name());
    List<Position> positions = new ArrayList<>();
    read.ifPresent(
        answer ->
            answer
                .token()
                .positions()
                .forEach(
                    (source, events) ->
                        positions.add(new Position(source.topic(), source.partition(), events))));
    positions.sort(java.util.Comparator.comparingInt(Position::partition));
    return new ViewState(
        group.name(),
        versions.active(),
        versions.fed(),
        versions.last(),
        versions.revision(),
        group.target().host().version(versions.active()).topics(),
        positions,
        read.map(Answer::asOf),
        read.map(answer -> answer.lag().toMillis() / 1000.0));
  }

  /// A look at any row says how far all partitions have come.
  private Optional<Answer<?>> read(String group) {
    try {
      return Optional.of(reads.view(group).list(Range.all(), Optional.empty(), 1, Freshness.ANY));
    } catch (ViewReader.Unavailable e) {
      return Optional.empty();
    }
  }
}
