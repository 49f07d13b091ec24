package orders.registry;

import java.util.Optional;
import orders.contract.BundledSchemas;
import orders.contract.Dialect;
import orders.contract.SchemaIds;
import orders.contract.Subjects;
import orders.contract.registry.Registry;

/// A registry that can be asked, whether or not it knows this build's schemas.
///
/// @param subjects whose versions can be listed; empty where the registry minds them by itself
/// @param own our own registry, which others can be let at
public record ReachedRegistry(
    Dialect<?> dialect, Optional<Subjects> subjects, Optional<Registry> own, Runnable closing)
    implements AutoCloseable {

  /// What this build's schemas are called there.
  SchemaIds<?> ids(boolean register) {
    return ids(new PatientDialect<>(dialect, PatientDialect.WAIT_MAX), register);
  }

  private static <I> SchemaIds<I> ids(Dialect<I> patient, boolean register) {
    return register ? BundledSchemas.register(patient) : BundledSchemas.lookUp(patient);
  }

  @Override
  public void close() {
    closing.run();
  }
}
