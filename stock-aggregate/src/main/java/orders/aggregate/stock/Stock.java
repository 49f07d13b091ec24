package orders.aggregate.stock;

/// What a decision on a SKU needs: its level, and the reservation of the one order that a command
/// names. Ten thousand other reservations cost nothing.
public record Stock(Level level, Reservation reservation) {}
