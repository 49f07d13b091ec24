package orders.http;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;

/// JSON, strictly: what is not in the contract is refused rather than ignored or bent.
public final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(Limits.JSON_DEPTH_MAX)
                          .maxStringLength(Limits.JSON_STRING_CHARS_MAX)
                          .maxNumberLength(Limits.JSON_NUMBER_CHARS_MAX)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .configure(JsonFactory.Feature.CHARSET_DETECTION, false) // UTF-8 only
                  .build())
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .addModule(new SimpleModule().addDeserializer(String.class, new StrictText()))
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private Json() {}

  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + value.getClass(), e);
    }
  }

  /// Reads a body.
  ///
  /// @throws Problem.Raised pointing at what is wrong
  public static <T> T read(byte[] body, Class<T> type) {
    try {
      T value = MAPPER.readValue(body, type);
      if (value == null) {
        throw invalid("", "the body is null");
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw invalid("", "the JSON is nested too deep, or a text or number in it is too long");
    } catch (JsonParseException e) {
      throw invalid("", "the body is no JSON, or names a field twice");
    } catch (JsonMappingException e) {
      throw invalid(pointer(e), "unknown, missing, or of the wrong type");
    } catch (IOException e) {
      throw invalid("", "the body cannot be read");
    }
  }

  /// What tells one body from another: 16 hex digits over its fields in order, white space left
  /// out.
  public static String fingerprint(byte[] body) {
    try {
      Object tree = MAPPER.treeToValue(MAPPER.readTree(body), Object.class);
      byte[] canonical = tree == null ? new byte[0] : MAPPER.writeValueAsBytes(tree);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonical);
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (IOException e) {
      throw invalid("", "the body is no JSON");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// A tree to change before it is written.
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  static JsonParser parser(byte[] bytes) throws IOException {
    return MAPPER.createParser(bytes);
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Problem.Raised invalid(String pointer, String what) {
    return Problem.of(Problem.Kind.INVALID_REQUEST, "the body does not fit the contract")
        .at(pointer, what)
        .raised();
  }

  private static String pointer(JsonMappingException e) {
    return e.getPath().stream()
        .map(
            step ->
                "/" + (step.getFieldName() == null ? step.getIndex() : safe(step.getFieldName())))
        .collect(Collectors.joining());
  }

  /// A field's name is the caller's own text: only what a contract's name could be is given back.
  private static String safe(String name) {
    return name.matches("[A-Za-z][A-Za-z0-9]{0,40}") ? name : "(unknown)";
  }
}
