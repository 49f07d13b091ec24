package orders.torture.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/// Looks for a planted piece of personal data where none may be. Places are named, not quoted.
final class Canary {

  /// Places kept; there may be one in every line.
  private static final int FOUND_MAX = 100;

  private final String text;
  private final List<String> found = new ArrayList<>();

  /// @param text ASCII; empty for none
  Canary(String text) {
    this.text = text;
  }

  List<String> found() {
    return List.copyOf(found);
  }

  /// Key and headers; values of orders hold personal data by right.
  void scan(ConsumerRecord<String, byte[]> record) {
    if (text.isEmpty()) {
      return;
    }
    String place = record.topic() + "-" + record.partition() + "@" + record.offset();
    if (record.key() != null && record.key().contains(text)) {
      add("the key of " + place);
    }
    for (Header header : record.headers()) {
      if (header.value() != null && new String(header.value(), ISO_8859_1).contains(text)) {
        add("the header " + header.key() + " of " + place);
      }
    }
  }

  /// Every line of a file.
  void scan(Path log) {
    if (text.isEmpty() || !Files.exists(log)) {
      return;
    }
    try (BufferedReader lines = Files.newBufferedReader(log, ISO_8859_1)) {
      int number = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.contains(text)) {
          add(log.getFileName() + ":" + number);
        }
        number++;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + log, e);
    }
  }

  private void add(String place) {
    if (found.size() < FOUND_MAX) {
      found.add(place);
    }
  }
}
