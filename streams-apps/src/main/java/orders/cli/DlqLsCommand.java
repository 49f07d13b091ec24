package orders.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import orders.contract.Apps;
import orders.dlq.Handled;
import orders.dlq.Lane;
import orders.dlq.Letter;
import orders.dlq.LetterBox;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Lists dead letters.
@Command(
    name = "ls",
    mixinStandardHelpOptions = true,
    description = "List the dead letters that nothing was done about, newest last in each lane.")
final class DlqLsCommand implements Callable<Integer> {

  private static final int SHOWN_MAX = 10_000;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Mixin private OutputOption output = new OutputOption();

  @Parameters(arity = "0..1", description = "a lane, or the topic it is of; all without")
  private Optional<String> lane = Optional.empty();

  @Option(names = "--all", description = "those that were retried or discarded, too")
  private boolean all;

  @Option(names = "--limit", description = "of each lane, the newest", defaultValue = "100")
  private int limit = 100;

  @Override
  public Integer call() {
    if (limit < 1 || limit > SHOWN_MAX) {
      throw new Failure(ExitCodes.USAGE, "--limit is 1 to " + SHOWN_MAX, "");
    }
    var box = new LetterBox(kafka.settings(Map.of()).kafka().of(Apps.DLQ));
    Map<String, Handled> handled = box.handled();
    ObjectNode body = ApiClient.JSON.createObjectNode();
    ArrayNode items = body.putArray("items");
    for (Lane one : lanes(lane)) {
      Deque<ObjectNode> rows = new ArrayDeque<>();
      box.read(
          one,
          letter -> {
            Optional<Handled> done = Optional.ofNullable(handled.get(letter.id()));
            if (all || done.isEmpty()) {
              rows.addLast(row(letter, done));
            }
            if (rows.size() > limit) {
              rows.removeFirst();
            }
          });
      rows.forEach(items::add);
    }
    output.print(body);
    return ExitCodes.OK;
  }

  static List<Lane> lanes(Optional<String> name) {
    return name.map(
            one ->
                List.of(
                    Lane.find(one)
                        .orElseThrow(
                            () ->
                                new Failure(
                                    ExitCodes.NOT_FOUND,
                                    "there is no lane " + one,
                                    "one of " + Lane.all().stream().map(Lane::topic).toList()))))
        .orElseGet(Lane::all);
  }

  private static ObjectNode row(Letter letter, Optional<Handled> done) {
    return ApiClient.JSON
        .createObjectNode()
        .put("id", letter.id())
        .put("at", letter.at().toString())
        .put("from", letter.origin())
        .put("state", done.map(what -> what.action().name()).orElse("OPEN"))
        .put("reason", letter.reason());
  }
}
