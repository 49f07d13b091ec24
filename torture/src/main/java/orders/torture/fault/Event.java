package orders.torture.fault;

/// One line of the timeline: what happened, and how long the system took to get over it. All times
/// are milliseconds.
///
/// @param at since the run began
/// @param fault its name; `quiet` when nothing was done
/// @param phase `waited` when the next fault waited for progress, or `storm`
/// @param detail what was hit
/// @param lasted until it was mended
/// @param ready until every process was ready again; -1 when nobody waited for it
/// @param stalled the longest time in which no event came to one of the partitions
/// @param unacknowledged the longest time in which no command was acknowledged
/// @param readsAway the longest time in which a read was answered by nobody
/// @param recovered whether there was progress again in time
public record Event(
    long at,
    String fault,
    String phase,
    String detail,
    long lasted,
    long ready,
    long stalled,
    long unacknowledged,
    long readsAway,
    boolean recovered) {

  /// What a line says when nobody waited.
  public static final long NOT_WAITED = -1;

  static final String QUIET = "quiet";
}
