package orders.sim;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import orders.contract.Topics;
import orders.engine.Envelope;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// Somebody who has every dead letter of the workers tried once more when the outside is well.
final class Operator implements Actor {

  private final Log log;
  private final Map<String, Integer> seen = new HashMap<>();
  private final Set<String> retried = new HashSet<>();

  Operator(Log log) {
    this.log = log;
  }

  @Override
  public boolean step(SplittableRandom random) {
    boolean busy = false;
    for (String topic : List.of(Topics.PAYMENTS_REQUESTS, Topics.SHIPPING_JOBS)) {
      List<Log.Stored> letters = log.committed(Topics.deadLetters(topic));
      for (Log.Stored letter : letters.subList(seen.getOrDefault(topic, 0), letters.size())) {
        busy |= retry(topic, letter);
      }
      seen.put(topic, letters.size());
    }
    return busy;
  }

  @Override
  public void crash(SplittableRandom random) {}

  private boolean retry(String topic, Log.Stored letter) {
    if (!retried.add(Envelope.text(letter.headers(), Envelope.ID).orElseThrow())) {
      return false;
    }
    var headers = new RecordHeaders(letter.headers());
    headers.remove(Envelope.REASON);
    headers.remove(Envelope.ORIGIN);
    log.append(topic, letter.key(), letter.value(), headers);
    return true;
  }
}
