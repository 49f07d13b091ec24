package orders.registry;

import java.util.Optional;
import java.util.function.Supplier;
import orders.codec.Codecs;
import orders.codec.Wire;
import orders.contract.WireFormat;
import orders.contract.registry.Registry;

/// A registry that knows this build's schemas, and what writes and reads with them.
///
/// @param own our own registry, which others can be let at
public record OpenRegistry(Codecs codecs, Optional<Registry> own, Runnable closing)
    implements AutoCloseable {

  static OpenRegistry of(Runnable closing, Supplier<WireFormat> format) {
    return opened(closing, () -> Codecs.over(format.get()));
  }

  static OpenRegistry over(Runnable closing, Supplier<? extends Wire> wire) {
    return opened(closing, () -> Codecs.over(wire.get()));
  }

  private static OpenRegistry opened(Runnable closing, Supplier<Codecs> codecs) {
    try {
      return new OpenRegistry(codecs.get(), Optional.empty(), closing);
    } catch (RuntimeException e) {
      closing.run();
      throw e;
    }
  }

  OpenRegistry serving(Registry registry) {
    return new OpenRegistry(codecs, Optional.of(registry), closing);
  }

  @Override
  public void close() {
    closing.run();
  }
}
