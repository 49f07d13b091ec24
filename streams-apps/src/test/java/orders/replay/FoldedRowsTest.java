package orders.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import orders.query.Words;
import org.junit.jupiter.api.Test;

/// Rows of a fold beside those that readers see.
class FoldedRowsTest {

  private final FoldedRows<String> rows = new FoldedRows<>(new Words());

  @Test
  void theLastOfTheHeldRowsOfAKeyCounts() {
    rows.hold("a", bytes("old"));
    rows.hold("a", bytes("new"));
    rows.hold("gone", bytes("old"));
    rows.hold("gone", null);
    rows.hold("back", bytes("old"));
    rows.hold("back", null);
    rows.hold("back", bytes("new"));
    rows.hold("never", null);
    assertThat(rows.held()).isEqualTo(2);
    assertThat(pairs()).isEqualTo(Map.of("a", "null|new", "back", "null|new"));
  }

  @Test
  void aHeldRowIsNotAFoldedOne() {
    rows.hold("held", bytes("x"));
    rows.hold("both", bytes("x"));
    assertThat(rows.at("both").get()).isEmpty();
    rows.at("both").set("y");
    rows.at("folded").set("z");
    assertThat(rows.at("both").get()).contains("y");
    assertThat(pairs()).isEqualTo(Map.of("held", "null|x", "both", "y|x", "folded", "z|null"));
    Map<String, String> written = new TreeMap<>();
    rows.forEachEncoded((key, row) -> written.put(key, text(row)));
    assertThat(written).isEqualTo(Map.of("both", "y", "folded", "z"));
  }

  @Test
  void whatWasEncodedIsForgottenWhenTheRowChanges() {
    rows.hold("a", bytes("x"));
    rows.at("a").set("x");
    assertThat(pairs()).isEqualTo(Map.of("a", "x|x"));
    rows.at("a").set("y");
    assertThat(pairs()).isEqualTo(Map.of("a", "y|x"));
  }

  @Test
  void whatIsReleasedIsNoLongerHeld() {
    rows.hold("held", bytes("x"));
    rows.hold("both", bytes("x"));
    rows.at("both").set("x");
    pairs();
    rows.release();
    assertThat(rows.held()).isZero();
    assertThat(pairs()).isEqualTo(Map.of("both", "x|null"));
  }

  @Test
  void rowsAreReadBackAsTheyWereWrittenOrNotAtAll() {
    for (String key : List.of("a", "b", "c", "d")) {
      rows.hold("beside " + key, bytes("x"));
      rows.at(key).set("row " + key);
    }
    assertThat(readBack(_ -> {})).isTrue();
    assertThat(readBack(List::removeLast)).as("one is missing").isFalse();
    assertThat(readBack(log -> log.remove(1))).as("one is missing").isFalse();
    assertThat(readBack(log -> log.add(log.getLast()))).as("one is there twice").isFalse();
    assertThat(readBack(log -> log.add(log.removeFirst()))).as("another order").isFalse();
    assertThat(readBack(log -> log.add(Map.entry("e", bytes("row e"))))).as("more").isFalse();
    assertThat(readBack(log -> log.set(2, Map.entry(log.get(2).getKey(), bytes("other")))))
        .as("other bytes")
        .isFalse();
    assertThat(readBack(log -> log.set(2, Map.entry("other", log.get(2).getValue()))))
        .as("another key")
        .isFalse();
  }

  private boolean readBack(Consumer<List<Map.Entry<String, byte[]>>> spoil) {
    List<Map.Entry<String, byte[]>> log = new ArrayList<>();
    rows.forEachEncoded((key, row) -> log.add(Map.entry(key, row)));
    spoil.accept(log);
    FoldedRows<String>.ReadBack read = rows.readBack();
    log.forEach(row -> read.row(row.getKey(), row.getValue()));
    return read.whole();
  }

  private Map<String, String> pairs() {
    Map<String, String> pairs = new TreeMap<>();
    rows.forEachAgainst((key, folded, held) -> pairs.put(key, text(folded) + "|" + text(held)));
    return pairs;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String text(byte @org.jspecify.annotations.Nullable [] bytes) {
    return bytes == null ? "null" : new String(bytes, UTF_8);
  }
}
