package orders.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/// A schema store behind Confluent's REST calls: our own registry, Confluent's or a compatible one.
///
/// Only successes are remembered: a schema that is missing now may be registered the next moment.
public final class RegistryClient implements SchemaStore, Subjects {

  /// What is remembered of each kind; beyond it everything is asked for again. A sender of generic
  /// records may have any number of schemas.
  private static final int REMEMBERED_MAX = 10_000;

  private final RegistryCalls http;
  private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();
  private final Map<Registered, Integer> ids = new ConcurrentHashMap<>();

  /// Makes a client; it connects when it is first used.
  ///
  /// @param urls asked in turn until one answers; credentials may be in them
  /// @param userInfo `user:password` for basic authentication, for all of them
  public RegistryClient(List<URI> urls, Optional<String> userInfo) {
    http = new RegistryCalls(urls, userInfo);
  }

  @Override
  public int register(String subject, Schema schema) {
    Registered key = new Registered(subject, schema.toString());
    Integer known = ids.get(key);
    if (known != null) {
      return known;
    }
    JsonNode answer = http.post("/subjects/" + encoded(subject) + "/versions", key.schema());
    int id = answer.required("id").asInt();
    remember(ids, key, id);
    return id;
  }

  private static <K, V> void remember(Map<K, V> known, K key, V value) {
    if (known.size() >= REMEMBERED_MAX) {
      known.clear();
    }
    known.put(key, value);
  }

  @Override
  public Optional<Integer> known(String subject, Schema schema) {
    Registered key = new Registered(subject, schema.toString());
    Integer known = ids.get(key);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Integer> found =
        http.find("/subjects/" + encoded(subject), key.schema())
            .map(answer -> answer.required("id").asInt());
    found.ifPresent(id -> remember(ids, key, id));
    return found;
  }

  /// The latest schema of a subject as of now, or empty when it has none.
  ///
  /// @throws Unavailable when no registry answers
  public Optional<Latest> latest(String subject) {
    return http.get("/subjects/" + encoded(subject) + "/versions/latest")
        .map(answer -> new Latest(answer.required("id").asInt(), parsed(answer)));
  }

  @Override
  public Optional<Schema> byId(int id) {
    Schema known = byId.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Schema> found = http.get("/schemas/ids/" + id).map(this::parsed);
    found.ifPresent(schema -> remember(byId, id, schema));
    return found;
  }

  @Override
  public List<Schema> versions(String subject) {
    String path = "/subjects/" + encoded(subject) + "/versions";
    List<Schema> versions = new ArrayList<>();
    http.get(path)
        .ifPresent(
            numbers ->
                numbers.forEach(
                    number ->
                        http.get(path + "/" + number.asInt())
                            .map(this::parsed)
                            .ifPresent(versions::add)));
    return versions;
  }

  @Override
  public String level(String subject) {
    return http.get("/config/" + encoded(subject) + "?defaultToGlobal=true")
        .map(answer -> answer.path("compatibilityLevel").asText())
        .orElse("");
  }

  @Override
  public void setLevel(String subject, String level) {
    http.put("/config/" + encoded(subject), Map.of("compatibility", level));
  }

  @Override
  public void close() {
    http.close();
  }

  private Schema parsed(JsonNode answer) {
    List<String> others = new ArrayList<>();
    collectReferences(others, answer, new HashSet<>());
    return SchemaText.parse(others, answer.required("schema").asText());
  }

  /// Foreign writers may register nested types apart; a parser has to see those first.
  private void collectReferences(List<String> others, JsonNode answer, Set<String> seen) {
    for (JsonNode reference : answer.path("references")) {
      String path =
          "/subjects/%s/versions/%s"
              .formatted(
                  encoded(reference.path("subject").asText()), reference.path("version").asText());
      if (seen.add(path)) {
        JsonNode referred =
            http.get(path)
                .orElseThrow(() -> new InvalidSchema("the registry does not know " + path));
        collectReferences(others, referred, seen);
        others.add(referred.required("schema").asText());
      }
    }
  }

  private static String encoded(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// A subject's latest schema and its id.
  public record Latest(int id, Schema schema) {}

  private record Registered(String subject, String schema) {}
}
