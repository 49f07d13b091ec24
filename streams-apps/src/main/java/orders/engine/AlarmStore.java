package orders.engine;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/// The alarms of one task, found by time and by aggregate, and how late it was when they were last
/// looked at.
final class AlarmStore {

  private static final String BY_TIME = "due|";
  private static final String BY_ID = "of|";
  private static final Bytes CLOCK = key("~clock");
  private final KeyValueStore<Bytes, byte[]> store;
  private final Codec<Alarm> codec;

  AlarmStore(KeyValueStore<Bytes, byte[]> store, Codec<Alarm> codec) {
    this.store = store;
    this.codec = codec;
  }

  /// An alarm whose time has come.
  ///
  /// @param id of its aggregate
  record Due(String id, Alarm alarm) {}

  void set(String id, Alarm alarm) {
    stop(id);
    byte[] value = codec.encode(alarm);
    store.put(key(BY_ID + id), value);
    store.put(byTime(id, alarm), value);
  }

  void stop(String id) {
    read(key(BY_ID + id))
        .ifPresent(
            alarm -> {
              store.delete(key(BY_ID + id));
              store.delete(byTime(id, alarm));
            });
  }

  boolean none() {
    try (var all = store.range(key(BY_TIME), key(BY_TIME + "~"))) {
      return !all.hasNext();
    }
  }

  /// The earliest that are due, at most `max`.
  List<Due> due(Instant now, int max) {
    List<Due> due = new ArrayList<>();
    try (var all = store.range(key(BY_TIME), key(BY_TIME + digits(now) + "|~"))) {
      while (all.hasNext() && due.size() < max) {
        var entry = all.next();
        String text = new String(entry.key.get(), StandardCharsets.UTF_8);
        String id = text.substring(text.indexOf('|', BY_TIME.length()) + 1);
        due.add(new Due(id, codec.decode(entry.value)));
      }
    }
    return due;
  }

  Instant clock() {
    return read(CLOCK).map(Alarm::dueAt).orElse(Instant.EPOCH);
  }

  void clock(Instant now) {
    store.put(CLOCK, codec.encode(new Alarm(now, "")));
  }

  private Optional<Alarm> read(Bytes key) {
    return Optional.ofNullable(store.get(key)).map(codec::decode);
  }

  private static Bytes byTime(String id, Alarm alarm) {
    return key(BY_TIME + digits(alarm.dueAt()) + "|" + id);
  }

  /// Milliseconds as text that sorts as they do.
  private static String digits(Instant at) {
    return String.format(Locale.ROOT, "%015d", at.toEpochMilli());
  }

  private static Bytes key(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
