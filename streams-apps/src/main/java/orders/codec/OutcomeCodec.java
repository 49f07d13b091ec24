package orders.codec;

import orders.contract.outcome.CommandOutcome;
import orders.contract.outcome.OutcomeKind;
import orders.engine.Outcome;
import org.apache.avro.specific.SpecificRecord;

/// Outcomes of commands.
public final class OutcomeCodec extends AvroCodec<Outcome> {

  public OutcomeCodec(Wire wire) {
    super(wire);
  }

  @Override
  public String type(Outcome value) {
    return "CommandOutcome";
  }

  @Override
  SpecificRecord toAvro(Outcome o) {
    return new CommandOutcome(
        o.commandId(),
        o.aggregateId(),
        o.version(),
        o.events(),
        toAvro(o.kind()),
        o.code(),
        o.detail(),
        o.allowed(),
        o.at(),
        o.partition(),
        o.position());
  }

  @Override
  Outcome fromAvro(SpecificRecord record) {
    if (!(record instanceof CommandOutcome o)) {
      throw unexpected(record, "outcome");
    }
    return new Outcome(
        o.getCommandId(),
        o.getAggregateId(),
        o.getVersion(),
        o.getEvents(),
        fromAvro(o.getKind()),
        o.getCode(),
        o.getDetail(),
        o.getAllowed(),
        o.getAt(),
        o.getPartition(),
        o.getPosition());
  }

  static OutcomeKind toAvro(Outcome.Kind kind) {
    return switch (kind) {
      case ACCEPTED -> OutcomeKind.ACCEPTED;
      case REFUSED -> OutcomeKind.REFUSED;
      case CONFLICT -> OutcomeKind.CONFLICT;
      case KEY_REUSED -> OutcomeKind.KEY_REUSED;
      case IMPOSSIBLE -> OutcomeKind.IMPOSSIBLE;
    };
  }

  static Outcome.Kind fromAvro(OutcomeKind kind) {
    return switch (kind) {
      case ACCEPTED -> Outcome.Kind.ACCEPTED;
      case REFUSED -> Outcome.Kind.REFUSED;
      case CONFLICT -> Outcome.Kind.CONFLICT;
      case KEY_REUSED -> Outcome.Kind.KEY_REUSED;
      case IMPOSSIBLE -> Outcome.Kind.IMPOSSIBLE;
      case UNRECOGNISED -> throw unrecognised("CommandOutcome.kind");
    };
  }
}
