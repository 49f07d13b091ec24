package orders.torture.check.rules;

import java.util.List;

/// Every rule, the second opinion last.
public final class Rules {

  public static final List<Rule> ALL =
      List.of(
          new Progress(),
          new ReadableLog(),
          new Gapless(),
          new AcknowledgedOnce(),
          new RefusedNever(),
          new UnknownAtMostOnce(),
          new NoPhantom(),
          new RealTimeOrder(),
          new ExplainableConflicts(),
          new SameAnswer(),
          new OutcomesAgree(),
          new StockConserved(),
          new MoneyAgrees(),
          new SagaEnds(),
          new CompensationFits(),
          new EffectsOnce(),
          new EffectsHappen(),
          new PutAside(),
          new ViewsAreFolds(),
          new ReadsShowLog(),
          new TokensHonoured(),
          new SessionsGoForward(),
          new AtRest(),
          new NoPersonalData(),
          new Bounded(),
          new SecondOpinion());

  private Rules() {}
}
