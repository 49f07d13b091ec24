package orders.torture.measure;

/// What one process had at one moment.
///
/// @param process its name; one that is started again keeps it
/// @param pid of this life of it
/// @param at milliseconds since the epoch
/// @param threads of the operating system
/// @param handles files and connections that are open
/// @param residentBytes memory that it holds
/// @param stateBytes in its state directory
public record Reading(
    String process,
    long pid,
    long at,
    int threads,
    int handles,
    long residentBytes,
    long stateBytes) {}
