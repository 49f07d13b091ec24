package orders.torture.check.rules;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import orders.query.Token;

/// What sessions have seen, and what they ask for with that.
final class SimTokens {

  private final SplittableRandom random;
  private final Map<Integer, Token> tokens = new HashMap<>();

  SimTokens(SplittableRandom random) {
    this.random = random;
  }

  void saw(int session, Token told) {
    tokens.merge(session, told, Token::merge);
  }

  /// All that the session has seen, or no more than what it has seen of that topic.
  Token asked(int session, String topic) {
    Token all = tokens.getOrDefault(session, Token.NONE);
    return random.nextBoolean() ? all : own(all, topic);
  }

  /// How many events of its partition a row must reflect. A token of the other topic has the reader
  /// wait until what it stands for has had its effect.
  static long least(Token asked, Token.Source source, long now) {
    return across(asked, source.topic()) ? now : asked.positions().getOrDefault(source, 0L);
  }

  /// Whether it asks for something of another topic.
  static boolean across(Token asked, String topic) {
    return !asked.equals(own(asked, topic));
  }

  private static Token own(Token all, String topic) {
    Map<Token.Source, Long> own = new HashMap<>(all.positions());
    own.keySet().removeIf(source -> !source.topic().equals(topic));
    return new Token(own);
  }
}
