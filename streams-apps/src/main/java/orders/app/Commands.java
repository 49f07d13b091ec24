package orders.app;

import java.util.function.BooleanSupplier;
import orders.aggregate.order.OrderCommand;
import orders.aggregate.stock.StockCommand;
import orders.engine.CommandPort;

/// Where commands are handed in.
///
/// @param healthy whether outcomes reach this instance
public record Commands(
    CommandPort<OrderCommand> orders, CommandPort<StockCommand> stock, BooleanSupplier healthy) {}
