package orders.contract.registry;

import java.util.Optional;

/// What a registry remembers; everything else in it is a fold of these.
sealed interface RegistryChange {

  /// A subject got a version.
  record Registered(RegisteredSchema version) implements RegistryChange {}

  /// A level was set: for a subject, or the global one when there is none.
  record LevelSet(Optional<String> subject, Level level) implements RegistryChange {}

  /// A mode was set: for a subject, or the global one when there is none.
  record ModeSet(Optional<String> subject, Mode mode) implements RegistryChange {}
}
