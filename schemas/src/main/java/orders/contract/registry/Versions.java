package orders.contract.registry;

import java.util.List;
import java.util.Optional;

/// Versions as requests name them: a number, or the latest.
record Versions(Registry registry) {

  /// The versions of a subject, oldest first.
  ///
  /// @throws RegistryError when there is no such subject
  List<RegisteredSchema> of(String subject) {
    List<RegisteredSchema> versions = registry.versions(subject);
    if (versions.isEmpty()) {
      throw RegistryError.noSubject(subject);
    }
    return versions;
  }

  /// One version of a subject.
  ///
  /// @throws RegistryError when there is none, or the version is no name of one
  RegisteredSchema named(String subject, String version) {
    Optional<Integer> number = number(version).filter(n -> n > 0);
    if (!latest(version) && number.isEmpty()) {
      throw RegistryError.invalidVersion(version);
    }
    List<RegisteredSchema> versions = of(subject);
    return latest(version)
        ? versions.getLast()
        : versions.stream()
            .filter(known -> known.version() == number.orElseThrow())
            .findFirst()
            .orElseThrow(() -> RegistryError.noVersion(version));
  }

  /// What a reference refers to.
  Optional<Definition> referred(SchemaReference reference) {
    return registry.versions(reference.subject()).stream()
        .filter(known -> known.version() == reference.version())
        .map(RegisteredSchema::definition)
        .findFirst();
  }

  static boolean latest(String version) {
    return version.equals("latest") || version.equals("-1");
  }

  static Optional<Integer> number(String text) {
    try {
      return Optional.of(Integer.valueOf(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
