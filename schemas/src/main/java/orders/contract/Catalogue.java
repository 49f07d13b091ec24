package orders.contract;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every topic and every app of the system, read from `catalogue.yaml` in this module.
///
/// @param processes the apps that run as one process, by its name
///
/// Strict: an unknown or missing field, an unknown topic or a double key refuses the whole file.
public record Catalogue(
    Map<String, Topic> topics, Map<String, App> apps, Map<String, List<String>> processes) {

  private static final ObjectReader YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build()
          .readerFor(Text.class);

  private static final Catalogue BUNDLED = bundled();

  public Catalogue {
    topics = Collections.unmodifiableMap(new LinkedHashMap<>(topics));
    apps = Collections.unmodifiableMap(new LinkedHashMap<>(apps));
    processes = Collections.unmodifiableMap(new LinkedHashMap<>(processes));
    for (App app : apps.values()) {
      for (List<String> names : List.of(app.consumes(), app.produces(), app.manages())) {
        refuseUnknown(app.id(), names, topics.keySet(), "topic");
      }
      if (!app.describes().equals(App.EVERY)) {
        refuseUnknown(app.id(), app.describes(), topics.keySet(), "topic");
      }
    }
    Set<String> ids = apps.keySet();
    processes.forEach((process, parts) -> refuseUnknown(process, parts, ids, "app"));
    for (Topic topic : topics.values()) {
      boolean wanted = topic.poison() == Topic.Poison.DEAD_LETTER;
      if (wanted != topics.containsKey(topic.deadLetters())) {
        throw new IllegalArgumentException(
            topic.name() + " has a dead-letter topic if, and only if, poison is put aside");
      }
    }
  }

  /// The catalogue this build was made with.
  public static Catalogue get() {
    return BUNDLED;
  }

  /// Reads a catalogue.
  ///
  /// @throws IOException when the text breaks a rule of the format
  public static Catalogue parse(InputStream yaml) throws IOException {
    Text text = YAML.readValue(yaml);
    return new Catalogue(
        named(text.topics, TopicText::named), named(text.apps, AppText::named), text.processes);
  }

  /// The topic of a name.
  ///
  /// @throws IllegalArgumentException when there is no such topic
  public Topic topic(String name) {
    Topic topic = topics.get(name);
    if (topic == null) {
      throw new IllegalArgumentException("no topic " + name + " in the catalogue");
    }
    return topic;
  }

  /// The app of an id.
  ///
  /// @throws IllegalArgumentException when there is no such app
  public App app(String id) {
    App app = apps.get(id);
    if (app == null) {
      throw new IllegalArgumentException("no app " + id + " in the catalogue");
    }
    return app;
  }

  /// Full names of all Avro records that topics and stores carry, sorted.
  public SortedSet<String> schemas() {
    return Stream.concat(
            topics.values().stream().flatMap(topic -> topic.schemas().stream()),
            apps.values().stream().flatMap(app -> app.states().stream()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Catalogue bundled() {
    try (InputStream yaml = Catalogue.class.getResourceAsStream("/catalogue.yaml")) {
      if (yaml == null) {
        throw new IllegalStateException("catalogue.yaml is not on the class path");
      }
      return parse(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException("catalogue.yaml", e);
    }
  }

  private static void refuseUnknown(
      String user, List<String> used, Set<String> known, String kind) {
    for (String name : used) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(user + " names " + name + ", which is no " + kind);
      }
    }
  }

  private static <T, N> Map<String, N> named(Map<String, T> texts, BiFunction<T, String, N> name) {
    Map<String, N> named = new LinkedHashMap<>();
    texts.forEach((key, text) -> named.put(key, name.apply(text, key)));
    return named;
  }

  /// The file as it is written: names are keys.
  record Text(
      Map<String, TopicText> topics,
      Map<String, AppText> apps,
      Map<String, List<String>> processes) {}

  record TopicText(
      String key,
      Topic.Cleanup cleanup,
      long retentionMs,
      Topic.TimestampType timestampType,
      Topic.Partitions partitions,
      int maxMessageBytes,
      Topic.Poison poison,
      List<String> schemas) {
    Topic named(String name) {
      return new Topic(
          name,
          key,
          cleanup,
          retentionMs,
          timestampType,
          partitions,
          maxMessageBytes,
          poison,
          schemas);
    }
  }

  record AppText(
      List<String> consumes,
      List<String> produces,
      List<String> checks,
      List<String> describes,
      List<String> manages,
      List<String> groups,
      List<String> shareGroups,
      List<String> watches,
      List<String> movesGroups,
      List<String> deletesGroups,
      List<String> transactionalIds,
      List<String> states,
      List<String> repairs) {
    App named(String id) {
      return new App(
          id,
          consumes,
          produces,
          checks,
          describes,
          manages,
          groups,
          shareGroups,
          watches,
          movesGroups,
          deletesGroups,
          transactionalIds,
          states,
          repairs);
    }
  }
}
