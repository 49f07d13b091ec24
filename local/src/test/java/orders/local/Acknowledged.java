package orders.local;

import java.util.List;
import orders.query.Token;

/// A command that was answered with success.
record Acknowledged(String commandId, String orderId, long version, String token) {

  /// The token that holds what all of these wrote.
  static String token(List<Acknowledged> all) {
    return all.stream()
        .map(one -> Token.parse(one.token()))
        .reduce(Token.NONE, Token::merge)
        .toString();
  }
}
