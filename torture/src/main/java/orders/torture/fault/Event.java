package orders.torture.fault;

/// One line of the timeline: what happened, and how long the system took to get over it. All times
/// are milliseconds; [#NOT_MEASURED] stands where nobody waited, or waited in vain.
///
/// @param at when it began, since the moment that the times of operations count from
/// @param fault its name; `begin`, `quiet` and `end` when there was none
/// @param detail what was hit
/// @param amount of what it consists of: records sent, processes killed, commands under way
/// @param lasted from its beginning until it was mended
/// @param progress from then until every partition had an event and a command was acknowledged
/// @param ready from then until every process was ready to stay so
/// @param stalled the longest time in which no event came to one of the partitions
/// @param unacknowledged the longest time in which no command was acknowledged
/// @param readsAway the longest time in which a read was answered by nobody
/// @param help what an operator did meanwhile; empty when none was needed
/// @param recovered whether there was progress again in time, and everything ready
public record Event(
    long at,
    String fault,
    Phase phase,
    String detail,
    long amount,
    long lasted,
    long progress,
    long ready,
    long stalled,
    long unacknowledged,
    long readsAway,
    String help,
    boolean recovered) {

  public static final long NOT_MEASURED = -1;
}
