package orders.contract.evolution;

/// A reason why a schema may not follow the ones before it.
///
/// @param subject the record's full name
/// @param version the earlier version that does not fit, 1 for the first
/// @param field where, such as `lines[].sku`; empty for the record itself
/// @param reason what is wrong, and for which reader
public record Breakage(String subject, int version, String field, String reason) {

  @Override
  public String toString() {
    String where = field.isEmpty() ? subject : subject + " field " + field;
    return where + ": " + reason + " (version " + version + ")";
  }
}
