package orders.contract.asyncapi;

import java.util.Map;
import java.util.TreeMap;
import orders.contract.Topic;

/// What a record is, and so which headers it has.
enum Kind {
  COMMAND(true) {
    @Override
    void add(Map<String, String> names) {
      names.put("ce_correlationid", "the first command of the chain");
      names.put("ce_causationid", "of a command that a policy gave: the event it follows from");
      names.put("ce_fingerprint", "tells two bodies under one id apart");
      names.put("ce_expectedversion", "the version that its sender has seen; none for any");
      names.put("ce_idempotencykey", "the sender's own key for it");
      names.put("ce_reply", "none when nobody waits for its outcome");
    }
  },
  EVENT(true) {
    @Override
    void add(Map<String, String> names) {
      names.put("ce_sequence", "the version of its aggregate, ten digits");
      names.put("ce_correlationid", "the first command of the chain");
      names.put("ce_causationid", "the command that it follows from");
      names.put("ce_fingerprint", "of that command");
      names.put("ce_idempotencykey", "of that command");
    }
  },
  OUTCOME(true) {
    @Override
    void add(Map<String, String> names) {
      names.put("ce_fingerprint", "of the command, whose id is this one's");
      names.put("ce_replayed", "true when the command had been decided before, else false");
    }
  },
  /// Between contexts, or with those outside.
  MESSAGE(true) {
    @Override
    void add(Map<String, String> names) {
      names.put("ce_correlationid", "the first command of the chain");
      names.put("ce_causationid", "what it follows from");
      names.put("ce_reply", "none: it has no outcome");
    }
  },
  /// The same as JSON.
  JSON(true) {
    @Override
    void add(Map<String, String> names) {
      MESSAGE.add(names);
      names.put("content-type", "application/json");
      names.remove("ce_dataschema"); // no registry has it
    }
  },
  ROW(false) {
    @Override
    void add(Map<String, String> names) {
      names.put("ce_type", "what the rows are");
      names.put("content-type", "application/avro");
    }
  },
  DEAD_LETTER(false) {
    @Override
    void add(Map<String, String> names) {
      names.put("ce_deadletterreason", "why it is one");
      names.put("ce_deadletterorigin", "where it stood, topic-partition@offset");
      names.put("ce_deadletterleftbytes", "of one too large to be copied: its size");
    }
  };

  private final boolean enveloped;

  Kind(boolean enveloped) {
    this.enveloped = enveloped;
  }

  abstract void add(Map<String, String> names);

  static Kind of(Topic topic) {
    if (topic.versioned()) {
      return ROW;
    }
    String what = topic.name().substring(topic.name().lastIndexOf('.') + 1);
    return switch (what) {
      case "commands" -> COMMAND;
      case "events" -> EVENT;
      case "outcomes" -> OUTCOME;
      default -> MESSAGE;
    };
  }

  /// Of the schema in the document.
  String headersName() {
    String name = name().charAt(0) + name().substring(1).toLowerCase(java.util.Locale.ROOT);
    return name.replace("_l", "L") + "Headers";
  }

  /// What each says, by name.
  Map<String, String> headers() {
    Map<String, String> names = new TreeMap<>();
    if (enveloped) {
      names.put("ce_specversion", "1.0");
      names.put("ce_id", "the same for the same message, however often it is told");
      names.put("ce_source", "who wrote it");
      names.put("ce_type", "simple name of the record");
      names.put("ce_subject", "the key");
      names.put("ce_time", "ISO 8601");
      names.put(
          "ce_dataschema", "path of the schema in the registry; in AWS Glue its version's id");
      names.put("content-type", "application/avro");
      names.put("traceparent", "W3C trace context");
    }
    add(names);
    return names;
  }
}
