package orders.contract.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class LevelTest {

  private static final Schema PLAIN = schema("{\"name\":\"a\",\"type\":\"int\"}");
  private static final Schema WITH_DEFAULT =
      schema("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\",\"default\":0}");
  private static final Schema REQUIRED =
      schema("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\"}");
  private static final Schema OTHER = SchemaBuilder.record("Other").fields().endRecord();

  @Test
  void aFieldWithADefaultFitsBothWays() {
    assertThat(Level.values()).allMatch(level -> fits(level, WITH_DEFAULT, PLAIN));
  }

  @Test
  void aRequiredFieldFitsForwardOnly() {
    assertThat(Level.values())
        .filteredOn(level -> fits(level, REQUIRED, PLAIN))
        .containsExactly(Level.NONE, Level.FORWARD, Level.FORWARD_TRANSITIVE);
  }

  @Test
  void aFieldLeftOutFitsBackwardOnly() {
    assertThat(Level.values())
        .filteredOn(level -> fits(level, PLAIN, REQUIRED))
        .containsExactly(Level.NONE, Level.BACKWARD, Level.BACKWARD_TRANSITIVE);
  }

  @Test
  void onlyTransitiveLevelsLookBehindTheLatest() {
    assertThat(Level.values())
        .filteredOn(level -> fits(level, REQUIRED, PLAIN, WITH_DEFAULT))
        .containsExactlyInAnyOrder(
            Level.NONE, Level.BACKWARD, Level.FORWARD, Level.FORWARD_TRANSITIVE, Level.FULL);
  }

  @Test
  void anythingFitsNoHistoryAndNothingElseFitsAnotherName() {
    assertThat(Level.values()).allMatch(level -> fits(level, OTHER));
    assertThat(Level.values())
        .filteredOn(level -> fits(level, OTHER, PLAIN))
        .containsExactly(Level.NONE);
  }

  @Test
  void anAliasThatMakesTwoFieldsOneIsAConflict() {
    Schema ambiguous = schema("{\"name\":\"b\",\"type\":\"int\",\"aliases\":[\"a\"]}");
    assertThat(Level.BACKWARD.conflicts(ambiguous, List.of(REQUIRED)))
        .singleElement()
        .asString()
        .contains("matches multiple fields");
  }

  private static boolean fits(Level level, Schema next, Schema... earlier) {
    return level.conflicts(next, List.of(earlier)).isEmpty();
  }

  private static Schema schema(String fields) {
    return new Schema.Parser()
        .parse("{\"type\":\"record\",\"name\":\"T\",\"fields\":[" + fields + "]}");
  }
}
