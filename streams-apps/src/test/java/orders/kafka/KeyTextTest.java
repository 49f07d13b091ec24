package orders.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyTextTest {

  private final KeyText.Reader reader = new KeyText.Reader();
  private final KeyText.Writer writer = new KeyText.Writer();

  @Test
  void what_is_text_stays_text() {
    for (String text : new String[] {"", "pen", "Käse|日本", "\uD83D\uDE00", "\uFFFD"}) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      assertThat(reader.deserialize("t", bytes)).isEqualTo(text);
      assertThat(writer.serialize("t", text)).isEqualTo(bytes);
    }
    assertThat(reader.deserialize("t", null)).isNull();
    assertThat(writer.serialize("t", null)).isNull();
  }

  @Test
  void any_bytes_come_back_as_they_were() {
    var random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(12)];
      random.nextBytes(bytes);
      assertThat(writer.serialize("t", reader.deserialize("t", bytes))).isEqualTo(bytes);
    }
  }

  @Test
  void what_stands_for_other_bytes_is_nobody_elses_key() {
    String foreign = reader.deserialize("t", new byte[] {(byte) 0xFF, 'a'});
    assertThat(foreign).isNotNull();
    assertThat(KeyText.foreign(String.valueOf(foreign))).isTrue();
    // Also where the text for other bytes is itself the text of some key.
    byte[] same = String.valueOf(foreign).getBytes(StandardCharsets.UTF_8);
    assertThat(reader.deserialize("t", same)).isNotEqualTo(foreign);
    assertThat(writer.serialize("t", reader.deserialize("t", same))).isEqualTo(same);
  }
}
