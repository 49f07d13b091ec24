package orders.torture.twins;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.asm.Advice;
import orders.contract.SchemaStore;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// Before `EventRecord.read` in a Streams app: now and then the registry is away for a moment.
/// Whoever asks again is answered, so the real system goes on as if nothing had been.
public final class PassingFault {

  private static final int ONE_IN = 50;
  private static final Set<String> HAD = ConcurrentHashMap.newKeySet();

  private PassingFault() {}

  /// As if it had never failed.
  static void forget() {
    HAD.clear();
  }

  @Advice.OnMethodEnter
  static void before(@Advice.AllArguments Object[] arguments) {
    if (arguments.length == 6) {
      strike((RecordMetadata) arguments[4]);
    }
  }

  /// Fails once for the place, if it is one of those that it fails for.
  public static void strike(RecordMetadata at) {
    String thread = Thread.currentThread().getName();
    String place = thread.replaceFirst("-StreamThread.*", "") + at.topic() + at.offset();
    boolean chosen = Math.floorMod(place.hashCode(), ONE_IN) == 0;
    if (thread.contains("StreamThread") && chosen && HAD.add(place)) {
      throw new SchemaStore.Unavailable("away for a moment", new IllegalStateException());
    }
  }
}
