package orders.torture.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import orders.contract.Catalogue;
import orders.contract.Topic;
import org.junit.jupiter.api.Test;

/// In which order topics are read while somebody may still write.
class GatheringTest {

  @Test
  void what_was_told_or_put_aside_is_read_behind_all_that_may_follow_from_it() {
    List<Topic> all = new ArrayList<>(Catalogue.get().topics().values());
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(all, new Random(seed));
      List<Topic> read = Gathering.causesLast(all);
      assertThat(read).containsExactlyInAnyOrderElementsOf(all);
      List<String> names = read.stream().map(Topic::name).toList();
      for (String command : List.of("orders.commands", "stock.commands")) {
        assertThat(names)
            .containsSubsequence(command, "payments.results")
            .containsSubsequence(command, "shipping.results")
            .containsSubsequence(command, command + ".dlq");
      }
      assertThat(names)
          .containsSubsequence("payments.requests", "payments.requests.dlq")
          .containsSubsequence("shipping.jobs", "shipping.jobs.dlq");
    }
  }
}
