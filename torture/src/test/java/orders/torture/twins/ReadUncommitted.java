package orders.torture.twins;

import java.util.Map;
import net.bytebuddy.asm.Advice;

/// After every consumer has read its settings: Streams allows no other isolation under exactly-once
/// where it could be set.
final class ReadUncommitted {

  private ReadUncommitted() {}

  @Advice.OnMethodExit
  static void after(@Advice.Return Map<String, Object> settings) {
    settings.put("isolation.level", "read_uncommitted");
  }
}
