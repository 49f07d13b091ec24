package orders.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A topic as the catalogue declares it.
///
/// @param key what the record key is, in words
/// @param retentionMs how long records are kept, in milliseconds; [#FOR_EVER] for no end
/// @param maxMessageBytes of a batch of records as it is sent, compressed
/// @param poison what readers do with a record that is not what the topic carries
/// @param schemas full names of the Avro records its values carry; empty for another format
public record Topic(
    String name,
    String key,
    Cleanup cleanup,
    long retentionMs,
    TimestampType timestampType,
    Partitions partitions,
    int maxMessageBytes,
    Poison poison,
    List<String> schemas) {

  public static final long FOR_EVER = -1;

  private static final String FIRST = ".v1";
  private static final String DEAD_LETTERS = ".dlq";
  private static final String AS_JSON = ".json";

  public Topic {
    schemas = List.copyOf(schemas);
    if (retentionMs < FOR_EVER || retentionMs == 0) {
      throw new IllegalArgumentException(name + ": retentionMs is -1 or positive: " + retentionMs);
    }
  }

  /// Whether a replay may fill later versions of it.
  public boolean versioned() {
    return name.endsWith(FIRST);
  }

  /// The same kind of topic with the rows of another version.
  ///
  /// @throws IllegalArgumentException when it has no versions
  public Topic version(int version) {
    if (!versioned() || version < 1) {
      throw new IllegalArgumentException(name + " has no version " + version);
    }
    String other = name.substring(0, name.length() - FIRST.length()) + ".v" + version;
    return new Topic(
        other,
        key,
        cleanup,
        retentionMs,
        timestampType,
        partitions,
        maxMessageBytes,
        poison,
        schemas);
  }

  /// What the names of all its versions begin with.
  ///
  /// @throws IllegalArgumentException when it has no versions
  public String versions() {
    String first = version(1).name();
    return first.substring(0, first.length() - 1);
  }

  /// Where records go that are put aside.
  public String deadLetters() {
    return name + DEAD_LETTERS;
  }

  /// The topic whose dead letters it holds, if it is for such.
  public Optional<String> deadLettersOf() {
    return name.endsWith(DEAD_LETTERS)
        ? Optional.of(name.substring(0, name.length() - DEAD_LETTERS.length()))
        : Optional.empty();
  }

  /// The topic whose records it carries as JSON, if it is for readers without Avro.
  public Optional<String> jsonOf() {
    return name.endsWith(AS_JSON)
        ? Optional.of(name.substring(0, name.length() - AS_JSON.length()))
        : Optional.empty();
  }

  /// What readers do with a record that is not what the topic carries.
  public enum Poison {
    /// Put it aside as it came, with the reason; the partition goes on.
    @JsonProperty("dead-letter")
    DEAD_LETTER,
    /// Stop, loudly: nobody but an aggregate writes there.
    @JsonProperty("halt")
    HALT,
    /// Say so in the log and go on: readers of a copy, which write nothing.
    @JsonProperty("skip")
    SKIP,
    /// No app of ours reads it for what it says.
    @JsonProperty("none")
    NONE
  }

  /// What Kafka calls `cleanup.policy`.
  public enum Cleanup {
    @JsonProperty("delete")
    DELETE,
    @JsonProperty("compact")
    COMPACT;

    /// The value of Kafka's topic setting.
    public String setting() {
      return this == DELETE ? "delete" : "compact";
    }
  }

  /// What Kafka calls `message.timestamp.type`.
  public enum TimestampType {
    @JsonProperty("CreateTime")
    CREATE_TIME,
    @JsonProperty("LogAppendTime")
    LOG_APPEND_TIME;

    /// The value of Kafka's topic setting.
    public String setting() {
      return this == CREATE_TIME ? "CreateTime" : "LogAppendTime";
    }
  }

  /// How many partitions: a fixed number, or the one setting all keyed topics share.
  public record Partitions(OptionalInt fixed) {

    @JsonCreator
    static Partitions number(int fixed) {
      if (fixed < 1) {
        throw new IllegalArgumentException("a topic has at least one partition, not " + fixed);
      }
      return new Partitions(OptionalInt.of(fixed));
    }

    @JsonCreator
    static Partitions word(String word) {
      if (!word.equals("keyed")) {
        throw new IllegalArgumentException("partitions are a number or 'keyed', not " + word);
      }
      return new Partitions(OptionalInt.empty());
    }

    public int count(int keyed) {
      return fixed.orElse(keyed);
    }
  }
}
