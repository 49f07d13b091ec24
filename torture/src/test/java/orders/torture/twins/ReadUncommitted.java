package orders.torture.twins;

import java.util.Map;
import net.bytebuddy.asm.Advice;

/// After every consumer has read its settings: under exactly-once Streams takes no other isolation
/// where it could be set. A share group has its own, which is no setting of its consumers.
final class ReadUncommitted {

  private ReadUncommitted() {}

  @Advice.OnMethodExit
  static void after(@Advice.Return Map<String, Object> settings) {
    if (!settings.containsKey("share.acknowledgement.mode")) {
      settings.put("isolation.level", "read_uncommitted");
    }
  }
}
