package orders.http;

import java.util.Map;

/// What every response tells a browser: to run, frame, sniff and keep nothing.
final class SecurityHeaders {

  static final String POLICY = "Content-Security-Policy";

  static final Map<String, String> ALL =
      Map.of(
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cache-Control",
          "no-store",
          POLICY,
          "default-src 'none'; img-src data:; frame-ancestors 'none'");

  /// The page that tries the contract out runs its scripts, and Swagger UI styles in line.
  static final String DOCS_POLICY =
      "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

  /// The console runs one script of ours, and asks this server only.
  static final String CONSOLE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self';"
          + " frame-ancestors 'none'";

  private SecurityHeaders() {}
}
