package orders.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.Callable;
import orders.app.Settings;
import orders.contract.Apps;
import orders.dlq.Glance;
import orders.dlq.Handled;
import orders.dlq.Letter;
import orders.dlq.LetterBox;
import org.apache.kafka.common.header.Header;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Shows one dead letter.
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description =
        "Show a dead letter: why it is one, its envelope, and what it says where that can be read;"
            + " nothing personal.")
final class DlqShowCommand implements Callable<Integer> {

  private static final int HEADER_CHARS_MAX = 200;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Parameters(paramLabel = "ID", description = "as ls shows it: topic-partition@offset")
  private String id = "";

  @Override
  public Integer call() {
    Settings settings = kafka.settings(Map.of());
    var box = new LetterBox(settings.kafka().of(Apps.DLQ));
    Letter letter = find(box, id);
    ObjectNode shown = ApiClient.JSON.createObjectNode();
    shown.put("id", letter.id());
    shown.put("at", letter.at().toString());
    shown.put("from", letter.origin());
    shown.put("reason", letter.reason());
    Handled done = box.handled().get(letter.id());
    shown.put("state", done == null ? "OPEN" : done.action().name());
    if (done != null) {
      shown.put("handledAt", done.at().toString()).put("handledBecause", done.reason());
    }
    shown.put("key", letter.record().key());
    headers(letter, shown.putObject("headers"));
    byte[] value = letter.record().value();
    shown.put("valueBytes", value == null ? -1 : value.length);
    try (var registry = settings.registry().reach(settings.kafka())) {
      new Glance(registry.dialect()).read(value).ifPresent(what -> shown.set("value", what));
    }
    System.out.println(shown.toPrettyString());
    return ExitCodes.OK;
  }

  /// @throws Failure when there is none
  static Letter find(LetterBox box, String id) {
    return box.find(id)
        .orElseThrow(
            () -> new Failure(ExitCodes.NOT_FOUND, "no dead letter " + id, "orders dlq ls --all"));
  }

  /// Envelopes have text and nothing personal; of other headers only the size is shown.
  private static void headers(Letter letter, ObjectNode shown) {
    for (Header header : letter.record().headers()) {
      boolean envelope = header.key().startsWith("ce_") || header.key().equals("content-type");
      int bytes = header.value() == null ? 0 : header.value().length;
      shown.put(
          header.key(),
          envelope && header.value() != null && bytes <= HEADER_CHARS_MAX
              ? new String(header.value(), java.nio.charset.StandardCharsets.UTF_8)
              : bytes + " bytes");
    }
  }
}
