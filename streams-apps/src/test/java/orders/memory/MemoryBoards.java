package orders.memory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import orders.operations.ReplayBoard;
import orders.operations.ViewBoard;
import orders.replay.AuditState;
import orders.replay.ReplayState;

/// What tests say of replays and views.
public final class MemoryBoards implements ReplayBoard, ViewBoard {

  private final Map<String, ReplayState> replays = new ConcurrentHashMap<>();
  private final Set<String> cancelled = ConcurrentHashMap.newKeySet();
  private final List<AuditState> audits = new java.util.concurrent.CopyOnWriteArrayList<>();

  public void tell(ReplayState state) {
    replays.put(state.id(), state);
  }

  public void tell(AuditState state) {
    audits.add(state);
  }

  @Override
  public List<ReplayState> replays() {
    return List.copyOf(replays.values());
  }

  @Override
  public Optional<ReplayState> replay(String id) {
    return Optional.ofNullable(replays.get(id));
  }

  @Override
  public boolean cancelled(String id) {
    return cancelled.contains(id);
  }

  @Override
  public void cancel(String id) {
    cancelled.add(id);
  }

  @Override
  public List<ViewState> views() {
    return List.of(
        new ViewState(
            "billing",
            2,
            new TreeSet<>(Set.of(1, 2)),
            2,
            3,
            List.of("billing.invoices.v2"),
            List.of(new Position("orders.events", 0, 7)),
            Optional.empty(),
            Optional.of(0.0)));
  }

  @Override
  public Optional<List<AuditState>> audits(String view) {
    return view.equals("billing") ? Optional.of(List.copyOf(audits)) : Optional.empty();
  }
}
