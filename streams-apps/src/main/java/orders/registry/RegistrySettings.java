package orders.registry;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orders.contract.serde.UnhonouredKeys;
import org.apache.kafka.common.config.ConfigException;

/// Reads which registry a process was told to use, under Confluent's names where it has some.
///
/// What of them would change nothing here is refused, as our serializers refuse it.
public final class RegistrySettings {

  private static final String CHOICE = "schema.registry";
  private static final String URL = "schema.registry.url";
  private static final String SERIALIZER = "value.serializer";
  private static final String DESERIALIZER = "value.deserializer";
  private static final String SOURCE = "basic.auth.credentials.source";
  private static final String USER_INFO = "basic.auth.user.info";
  private static final String AUTO_REGISTER = "auto.register.schemas";
  private static final Set<String> OURS = Set.of(CHOICE, SERIALIZER, DESERIALIZER);

  private static final String KEY_NAMING = "key.subject.name.strategy";

  /// What the apps do, always: the one value that says so is accepted.
  static final Map<String, String> ALWAYS =
      Map.of(
          "use.latest.version", "false",
          "specific.avro.reader", "true",
          "value.subject.name.strategy",
              "io.confluent.kafka.serializers.subject.RecordNameStrategy");

  private final Map<String, String> settings;

  private RegistrySettings(Map<String, String> settings) {
    this.settings = settings;
  }

  /// Whether a setting is for the registry and its serializers, and not for Kafka's clients.
  public static boolean concerns(String name) {
    return OURS.contains(name) || UnhonouredKeys.concerns(name);
  }

  /// Reads the choice: `schema.registry` is `topic`, `glue:<registry>` or URLs, and
  /// `schema.registry.url` when there is none.
  ///
  /// @throws IllegalArgumentException naming the setting and what it may be
  static SchemaRegistry read(Map<String, String> settings) {
    Map<String, String> serdes = new HashMap<>(settings);
    serdes.remove(CHOICE);
    try {
      UnhonouredKeys.refuse(serdes);
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return new RegistrySettings(settings).read();
  }

  private SchemaRegistry read() {
    ALWAYS.forEach(this::refuseUnless);
    if (text(KEY_NAMING).isPresent()) {
      throw new IllegalArgumentException(KEY_NAMING + " is not honoured: keys are text");
    }
    String choice = text(CHOICE).or(() -> text(URL)).orElse("topic");
    boolean autoRegister = autoRegister();
    if (RegistryUrls.meant(choice)) {
      List<URI> urls = RegistryUrls.read(CHOICE, choice);
      return new SchemaRegistry.Urls(urls, userInfo(), autoRegister, serde());
    }
    refuseWithoutUrl();
    if (choice.startsWith("glue:") && choice.length() > 5) {
      return new SchemaRegistry.Glue(choice.substring(5), autoRegister);
    }
    if (choice.equals("topic")) {
      return new SchemaRegistry.Topic(autoRegister);
    }
    throw new IllegalArgumentException(
        CHOICE + " is topic, http://…, https://… or glue:<registry>");
  }

  private void refuseUnless(String name, String only) {
    if (text(name).filter(value -> !value.equals(only)).isPresent()) {
      throw new IllegalArgumentException(name + " can only be " + only + " with these apps");
    }
  }

  /// A file that names a URL may have what goes with it, though the environment chooses otherwise.
  private void refuseWithoutUrl() {
    if (serde().isPresent()) {
      throw new IllegalArgumentException(SERIALIZER + " needs a " + CHOICE + " with a URL");
    }
    for (String name : List.of(SOURCE, USER_INFO)) {
      if (text(name).isPresent() && text(URL).isEmpty()) {
        throw new IllegalArgumentException(name + " needs a " + CHOICE + " with a URL");
      }
    }
  }

  private boolean autoRegister() {
    String text = text(AUTO_REGISTER).orElse("true");
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(AUTO_REGISTER + " is true or false");
    };
  }

  private Optional<String> userInfo() {
    String source = text(SOURCE).orElse("");
    if (!List.of("", "URL", "USER_INFO").contains(source)) {
      throw new IllegalArgumentException(SOURCE + " is URL or USER_INFO");
    }
    if (source.equals("USER_INFO") && text(USER_INFO).isEmpty()) {
      throw new IllegalArgumentException(USER_INFO + " is missing: " + SOURCE + " asks for it");
    }
    return source.equals("URL") ? Optional.empty() : text(USER_INFO);
  }

  private Optional<SchemaRegistry.SerdeNames> serde() {
    Optional<String> serializer = text(SERIALIZER);
    Optional<String> deserializer = text(DESERIALIZER);
    if (serializer.isPresent() != deserializer.isPresent()) {
      throw new IllegalArgumentException(
          SERIALIZER + " and " + DESERIALIZER + " come together or not at all");
    }
    return serializer.map(name -> new SchemaRegistry.SerdeNames(name, deserializer.orElseThrow()));
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(settings.get(name)).map(String::strip).filter(t -> !t.isEmpty());
  }
}
