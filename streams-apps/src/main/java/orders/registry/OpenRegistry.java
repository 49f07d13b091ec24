package orders.registry;

import java.util.Optional;
import java.util.function.Supplier;
import orders.codec.Codecs;
import orders.contract.WireFormat;
import orders.contract.registry.Registry;

/// A registry that knows this build's schemas, and what writes and reads with them.
///
/// @param own our own registry, which others can be let at
public record OpenRegistry(Codecs codecs, Optional<Registry> own, Runnable closing)
    implements AutoCloseable {

  /// Over our own reading and writing.
  ///
  /// @param closing what is open already, also closed when the rest fails
  static OpenRegistry of(Runnable closing, Supplier<WireFormat> format) {
    try {
      return new OpenRegistry(Codecs.over(format.get()), Optional.empty(), closing);
    } catch (RuntimeException e) {
      closing.run();
      throw e;
    }
  }

  /// Over the reading and writing of serializers that were named.
  static OpenRegistry over(Runnable closing, Supplier<SerdeWire> serde) {
    try {
      SerdeWire wire = serde.get();
      Runnable both =
          () -> {
            wire.close();
            closing.run();
          };
      return new OpenRegistry(Codecs.over(wire), Optional.empty(), both);
    } catch (RuntimeException e) {
      closing.run();
      throw e;
    }
  }

  OpenRegistry serving(Optional<Registry> registry) {
    return new OpenRegistry(codecs, registry, closing);
  }

  @Override
  public void close() {
    closing.run();
  }
}
