package orders.codec;

import java.util.Optional;
import java.util.function.Function;
import orders.contract.row.Watermark;
import orders.engine.Codec;
import orders.engine.Progress;
import orders.projection.RowOrigin;
import org.apache.avro.specific.SpecificRecord;

/// What the codecs of rows share, and the codec of the watermark.
public final class RowCodecs {

  private RowCodecs() {}

  /// How far a task has come.
  public static Codec<Progress.Mark> marks(Wire wire) {
    return of(
        wire,
        Watermark.class,
        "watermark",
        mark -> new Watermark(mark.events(), mark.offset(), mark.at()),
        w -> new Progress.Mark(w.getEvents(), w.getOffset(), w.getAt()));
  }

  static <T, A extends SpecificRecord> Codec<T> of(
      Wire wire, Class<A> type, String word, Function<T, A> to, Function<A, T> from) {
    return new AvroCodec<>(wire) {
      @Override
      SpecificRecord toAvro(T value) {
        return to.apply(value);
      }

      @Override
      T fromAvro(SpecificRecord record) {
        if (!type.isInstance(record)) {
          throw unexpected(record, word);
        }
        return from.apply(type.cast(record));
      }

      @Override
      public String type(T value) {
        return type.getSimpleName();
      }
    };
  }

  static orders.contract.row.RowOrigin toAvro(RowOrigin o) {
    return new orders.contract.row.RowOrigin(o.version(), o.eventId(), o.at(), o.offset());
  }

  static RowOrigin fromAvro(orders.contract.row.RowOrigin o) {
    return new RowOrigin(o.getVersion(), o.getEventId(), o.getAt(), o.getOffset());
  }

  /// A text that may be absent on the wire and is empty in the domain.
  static String orEmpty(@org.jspecify.annotations.Nullable String text) {
    return Optional.ofNullable(text).orElse("");
  }
}
