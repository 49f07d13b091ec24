package orders.query;

import java.util.List;
import java.util.Optional;

/// One page of a list.
///
/// @param next the key to go on after; empty on the last page
public record Page<R>(List<R> rows, Optional<String> next) {}
