package orders.contract.registry;

import java.util.Optional;

/// An answer that says no, as Confluent's clients know it.
final class RegistryError extends RuntimeException {

  private final int status;
  private final int code;

  /// Makes an error.
  ///
  /// @param status the HTTP status
  /// @param code Confluent's error code: the status, or the status and two digits
  RegistryError(int status, int code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static RegistryError noSubject(String subject) {
    return new RegistryError(404, 40401, "Subject '" + subject + "' not found.");
  }

  static RegistryError noVersion(String version) {
    return new RegistryError(404, 40402, "Version " + version + " not found.");
  }

  static RegistryError noSchema() {
    return new RegistryError(404, 40403, "Schema not found");
  }

  static RegistryError noLevel(String subject) {
    return new RegistryError(
        404,
        40408,
        "Subject '" + subject + "' does not have subject-level compatibility configured");
  }

  static RegistryError noMode(String subject) {
    return new RegistryError(
        404, 40409, "Subject '" + subject + "' does not have subject-level mode configured");
  }

  static RegistryError invalidSchema(String why) {
    return new RegistryError(422, 42201, "Invalid schema: " + why);
  }

  static RegistryError invalidVersion(String version) {
    return new RegistryError(
        422,
        42202,
        "The specified version '"
            + version
            + "' is not a valid version id. Allowed values are between [1, 2^31-1], -1 and the"
            + " string \"latest\"");
  }

  static RegistryError invalidLevel(String level) {
    return new RegistryError(422, 42203, "Invalid compatibility level: " + level);
  }

  static RegistryError invalidMode(String mode) {
    return new RegistryError(
        422, 42204, "Invalid mode: " + mode + ". Valid values are READWRITE and READONLY here");
  }

  static RegistryError readOnly(Optional<String> subject) {
    return new RegistryError(
        422,
        42205,
        subject.map(name -> "Subject " + name).orElse("The registry") + " is in read-only mode");
  }

  static RegistryError noPath() {
    return new RegistryError(404, 404, "HTTP 404 Not Found");
  }

  static RegistryError noMethod() {
    return new RegistryError(405, 405, "HTTP 405 Method Not Allowed");
  }

  int status() {
    return status;
  }

  int code() {
    return code;
  }
}
