package orders.registry;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Addresses of a registry as a person writes them. No message repeats one: it may hold a password.
final class RegistryUrls {

  private RegistryUrls() {}

  /// Whether the text is meant as addresses.
  static boolean meant(String text) {
    return text.strip().toLowerCase(Locale.ROOT).startsWith("http");
  }

  /// Reads addresses, comma-separated.
  ///
  /// @param setting that holds them
  /// @throws IllegalArgumentException naming the setting, when one is none
  static List<URI> read(String setting, String text) {
    return Arrays.stream(text.split(",", -1)).map(one -> url(setting, one.strip())).toList();
  }

  /// An address without what is nobody's business.
  static String shown(URI url) {
    String authority = url.getRawAuthority();
    return url.getScheme()
        + "://"
        + authority.substring(authority.lastIndexOf('@') + 1)
        + url.getRawPath();
  }

  private static URI url(String setting, String text) {
    try {
      URI url = URI.create(text);
      if (url.getHost() != null && List.of("http", "https").contains(scheme(url))) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Said below, since Java's message repeats the text.
    }
    throw new IllegalArgumentException(
        setting + " holds an address that is none: write http://host:port or https://host:port");
  }

  private static String scheme(URI url) {
    return url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
  }
}
