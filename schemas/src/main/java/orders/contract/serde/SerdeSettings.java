package orders.contract.serde;

import java.net.URI;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orders.contract.RegistryClient;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/// What a serializer or deserializer is told, under Confluent's names.
///
/// @param urls of the registry, asked in turn until one answers
/// @param userInfo `user:password`
/// @param autoRegister whether a schema that the subject lacks is registered
/// @param useLatest whether values are written, and read, with the subject's latest schema
/// @param specific whether values are read as generated classes
record SerdeSettings(
    List<URI> urls,
    Optional<String> userInfo,
    boolean autoRegister,
    boolean useLatest,
    boolean specific,
    SubjectNaming naming) {

  static final String URL = "schema.registry.url";
  static final String USER_INFO = "basic.auth.user.info";
  static final String CREDENTIALS_SOURCE = "basic.auth.credentials.source";
  static final String AUTO_REGISTER = "auto.register.schemas";
  static final String USE_LATEST = "use.latest.version";
  static final String SPECIFIC_READER = "specific.avro.reader";
  static final String KEY_NAMING = "key.subject.name.strategy";
  static final String VALUE_NAMING = "value.subject.name.strategy";

  SerdeSettings {
    urls = List.copyOf(urls);
  }

  /// Reads settings; those of Kafka's clients may be among them.
  ///
  /// @throws ConfigException for one that Confluent's serializers know and these do not honour
  static SerdeSettings read(Map<String, ?> configs, boolean key) {
    UnhonouredKeys.refuse(configs);
    String naming = key ? KEY_NAMING : VALUE_NAMING;
    Object strategy = configs.get(naming);
    return new SerdeSettings(
        urls(configs.get(URL)),
        userInfo(configs),
        flag(configs, AUTO_REGISTER, true),
        flag(configs, USE_LATEST, false),
        flag(configs, SPECIFIC_READER, false),
        strategy == null ? SubjectNaming.TOPIC : SubjectNaming.named(naming, strategy));
  }

  RegistryClient client() {
    return new RegistryClient(urls, userInfo);
  }

  private static List<URI> urls(@Nullable Object value) {
    List<String> texts =
        switch (value) {
          case null -> throw new ConfigException(URL + " is missing: where the registry is");
          case Collection<?> many -> many.stream().map(Object::toString).toList();
          default -> Arrays.asList(value.toString().split(","));
        };
    List<URI> urls =
        texts.stream().map(String::strip).filter(t -> !t.isEmpty()).map(u -> url(u)).toList();
    if (urls.isEmpty()) {
      throw new ConfigException(URL, value, "no URL is in it");
    }
    return urls;
  }

  private static URI url(String text) {
    try {
      URI url = URI.create(text);
      if (url.getHost() != null && List.of("http", "https").contains(url.getScheme())) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Said below: the text may hold a password, which Java's message would repeat.
    }
    throw new ConfigException(URL + " holds an address that is neither http://… nor https://…");
  }

  /// With `URL`, credentials are read from the URLs and nowhere else, and with `USER_INFO` from
  /// that setting only, as Confluent's do. Where nothing is said Confluent's send none; ours send
  /// what there is.
  private static Optional<String> userInfo(Map<String, ?> configs) {
    Object source = configs.get(CREDENTIALS_SOURCE);
    if (source != null && !List.of("URL", "USER_INFO").contains(source.toString())) {
      throw new ConfigException(CREDENTIALS_SOURCE, source, "URL or USER_INFO");
    }
    Object info = configs.get(USER_INFO);
    if (info == null && source != null && source.toString().equals("USER_INFO")) {
      throw new ConfigException(USER_INFO + " is missing: " + CREDENTIALS_SOURCE + " asks for it");
    }
    if ("URL".equals(source)) {
      return Optional.empty();
    }
    return Optional.ofNullable(info)
        .map(text -> text instanceof Password password ? password.value() : text.toString())
        .filter(text -> !text.isBlank());
  }

  private static boolean flag(Map<String, ?> configs, String name, boolean usual) {
    Object value = configs.get(name);
    if (value == null) {
      return usual;
    }
    return switch (value.toString().strip()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new ConfigException(name, value, "true or false");
    };
  }
}
