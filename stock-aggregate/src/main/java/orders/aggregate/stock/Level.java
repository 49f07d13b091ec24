package orders.aggregate.stock;

/// How much of a product there is.
///
/// At every version `available ≥ 0` and `received + adjusted + takenBack = available + reserved +
/// shipped`.
public sealed interface Level {

  /// No client has listed the SKU.
  record Unlisted() implements Level {}

  /// @param priceMinor price of one piece in minor units of `currency`
  /// @param adjusted sum of all adjustments, which may be negative
  record Listed(
      String name,
      long priceMinor,
      String currency,
      int available,
      int reserved,
      long shipped,
      long received,
      long adjusted,
      long takenBack)
      implements Level {

    Listed withPrice(long newPriceMinor) {
      return new Listed(
          name,
          newPriceMinor,
          currency,
          available,
          reserved,
          shipped,
          received,
          adjusted,
          takenBack);
    }

    Listed withName(String newName) {
      return new Listed(
          newName,
          priceMinor,
          currency,
          available,
          reserved,
          shipped,
          received,
          adjusted,
          takenBack);
    }

    Listed received(int quantity) {
      return new Listed(
          name,
          priceMinor,
          currency,
          available + quantity,
          reserved,
          shipped,
          received + quantity,
          adjusted,
          takenBack);
    }

    Listed adjusted(int delta) {
      return new Listed(
          name,
          priceMinor,
          currency,
          available + delta,
          reserved,
          shipped,
          received,
          adjusted + delta,
          takenBack);
    }

    Listed held(int quantity) {
      return new Listed(
          name,
          priceMinor,
          currency,
          available - quantity,
          reserved + quantity,
          shipped,
          received,
          adjusted,
          takenBack);
    }

    Listed shipped(int quantity) {
      return new Listed(
          name,
          priceMinor,
          currency,
          available,
          reserved - quantity,
          shipped + quantity,
          received,
          adjusted,
          takenBack);
    }

    Listed takenBack(int quantity) {
      return new Listed(
          name,
          priceMinor,
          currency,
          available + quantity,
          reserved,
          shipped,
          received,
          adjusted,
          takenBack + quantity);
    }
  }
}
