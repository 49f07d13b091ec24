package orders.torture.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import orders.torture.check.rules.Facts;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// Looks for a planted piece of personal data where none may be. Places are named, not quoted.
final class Canary {

  /// Places kept; there may be one in every line.
  private static final int PLACES_MAX = 100;

  private final String text;
  private final List<String> leaks = new ArrayList<>();
  private final List<String> unread = new ArrayList<>();
  private long found;

  /// @param text ASCII; empty for none
  Canary(String text) {
    this.text = text;
  }

  Facts.Personal personal() {
    return new Facts.Personal(!text.isEmpty(), found, leaks, unread);
  }

  /// Key and headers; values of orders hold personal data by right, and show that it is found.
  void scan(ConsumerRecord<String, byte[]> record) {
    if (text.isEmpty()) {
      return;
    }
    String place = record.topic() + "-" + record.partition() + "@" + record.offset();
    if (record.key() != null && holds(record.key())) {
      add(leaks, "the key of " + place);
    }
    for (Header header : record.headers()) {
      if (holds(header.value())) {
        add(leaks, "the header " + header.key() + " of " + place);
      }
    }
    if (holds(record.value())) {
      found++;
    }
  }

  /// Every line of a file.
  void scan(Path log) {
    if (text.isEmpty()) {
      return;
    }
    long number = 0;
    try (BufferedReader lines = Files.newBufferedReader(log, ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (holds(line)) {
          add(leaks, log.getFileName() + ":" + number);
        }
      }
    } catch (NoSuchFileException e) {
      add(unread, "the log " + log.getFileName());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + log, e);
    }
  }

  private boolean holds(byte @Nullable [] bytes) {
    return bytes != null && holds(new String(bytes, ISO_8859_1));
  }

  private boolean holds(String some) {
    return some.contains(text);
  }

  private static void add(List<String> places, String place) {
    if (places.size() < PLACES_MAX) {
      places.add(place);
    }
  }
}
