package orders.contract.registry;

/// Whether a subject takes schemas; those of Confluent's modes that need no deletion.
public enum Mode {
  READWRITE,
  READONLY
}
