package orders.torture.twins;

import net.bytebuddy.asm.Advice;
import orders.query.Token;
import orders.query.ViewReader.Freshness;

/// After `Requests.freshness`.
final class TokenIgnored {

  private TokenIgnored() {}

  @Advice.OnMethodExit
  @SuppressWarnings({"UnusedVariable", "ParameterReassignment"}) // what is assigned is returned
  static void after(@Advice.Return(readOnly = false) Freshness freshness) {
    freshness = new Freshness(Token.NONE, freshness.patience(), freshness.lenient());
  }
}
