package orders.kafka;

/// No broker answers; the command line ends with exit code 69.
public final class BrokerUnreachable extends RuntimeException {
  public BrokerUnreachable(String message) {
    super(message);
  }
}
