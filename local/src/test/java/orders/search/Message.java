package orders.search;

import orders.aggregate.order.OrderCommand;
import orders.aggregate.stock.StockCommand;
import orders.policy.payment.PaymentRequest;
import orders.policy.payment.PaymentResult;
import orders.policy.shipping.ShippingJob;
import orders.policy.shipping.ShippingResult;

/// Something on its way to somebody.
sealed interface Message {

  /// What keeps its order on the way, as a partition does.
  String lane();

  record ToOrder(OrderCommand command) implements Message {
    @Override
    public String lane() {
      return "order";
    }
  }

  record ToStock(String sku, StockCommand command) implements Message {
    @Override
    public String lane() {
      return "stock of " + sku;
    }
  }

  /// @param doubtful whether it was tried with an outcome that nobody knows
  record ToProvider(PaymentRequest request, boolean doubtful) implements Message {
    @Override
    public String lane() {
      return "provider";
    }
  }

  /// @param doubtful whether it was tried with an outcome that nobody knows
  record ToCarrier(ShippingJob job, boolean doubtful) implements Message {
    @Override
    public String lane() {
      return "carrier";
    }
  }

  record Paid(PaymentResult result) implements Message {
    @Override
    public String lane() {
      return "payment results";
    }
  }

  record Sent(ShippingResult result) implements Message {
    @Override
    public String lane() {
      return "shipping results";
    }
  }
}
