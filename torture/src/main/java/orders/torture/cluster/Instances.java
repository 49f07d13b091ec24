package orders.torture.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import orders.local.AppProcess;

/// The instances of the app: two that stay, one with its state on the heap and one with RocksDB,
/// and one that comes and goes. One that ends by itself is started again, as a supervisor would.
public final class Instances {

  /// Instances that stay.
  public static final int COUNT = 2;

  /// The place of the one that comes and goes.
  public static final int GUEST = 2;

  /// The one whose state directory holds state.
  public static final int ON_DISK = 1;

  /// The one whose clock may be off.
  public static final int FAKED = 0;

  private static final Duration STOP_MAX = Duration.ofSeconds(30);
  private static final List<String> STORES = List.of("memory", "rocksdb", "memory");
  static final List<String> NAMES = List.of("first", "second", "guest");

  private final List<Path> states;
  private final Path logs;
  private final Map<String, String> settings;
  private final Brokers brokers;
  private final Optional<FakeClock> clock;
  private final Teardown teardown;
  private final List<AppProcess> stay = new ArrayList<>();
  private final List<Path> guests = new ArrayList<>();
  private final List<String> restarts = new CopyOnWriteArrayList<>();
  private final boolean[] down = new boolean[COUNT];

  /// @param states where each keeps its state
  /// @param clock of [#FAKED]; empty where all have the right one
  /// @param teardown is told of each that is started
  Instances(
      List<Path> states,
      Path logs,
      Map<String, String> settings,
      Brokers brokers,
      Optional<FakeClock> clock,
      Teardown teardown) {
    this.states = List.copyOf(states);
    this.logs = logs;
    this.settings = Map.copyOf(settings);
    this.brokers = brokers;
    this.clock = clock;
    this.teardown = teardown;
    for (int i = 0; i < COUNT; i++) {
      stay.add(start(i));
    }
  }

  /// Those that stay.
  public List<AppProcess> all() {
    return List.copyOf(stay);
  }

  /// One of those that stay.
  public AppProcess get(int instance) {
    return stay.get(instance);
  }

  /// Where an instance keeps its state.
  public Path state(int instance) {
    return states.get(instance);
  }

  /// Where each of those that stay keeps its state.
  public Map<AppProcess, Path> states() {
    return Map.of(get(0), state(0), get(1), state(1));
  }

  /// Another instance, which the caller ends.
  public AppProcess guest() {
    AppProcess guest = start(GUEST);
    synchronized (guests) {
      guests.add(guest.log());
    }
    return guest;
  }

  /// Ends one without a word; it stays down until [#startAgain].
  ///
  /// @return whether it ran
  public boolean kill(int instance) {
    AppProcess victim = unwanted(instance);
    boolean ran = victim.alive();
    victim.kill();
    return ran;
  }

  /// Asks one to end; it stays down until [#startAgain].
  ///
  /// @return whether it ended by itself, when it was asked
  public boolean stop(int instance) {
    AppProcess victim = unwanted(instance);
    boolean ran = victim.alive();
    return victim.stop(STOP_MAX) && ran;
  }

  /// Nobody starts it again from here on.
  private synchronized AppProcess unwanted(int instance) {
    down[instance] = true;
    return get(instance);
  }

  public synchronized void startAgain(int instance) {
    if (!get(instance).alive()) {
      get(instance).startAgain();
    }
    down[instance] = false;
  }

  /// @return whether it was stopped
  public boolean pause(int instance, Duration time) {
    return Signals.pause(get(instance).pid(), time);
  }

  public void resume(int instance) {
    Signals.resume(get(instance).pid());
  }

  /// Starts again what has ended by itself.
  synchronized void tend() {
    for (int i = 0; i < COUNT; i++) {
      if (!down[i] && !get(i).alive()) {
        restarts.add(get(i).name() + " with code " + get(i).exitCode());
        get(i).startAgain();
      }
    }
  }

  /// Which ended by themselves, with which code, and were started again.
  public List<String> restarts() {
    return List.copyOf(restarts);
  }

  public boolean ready() {
    return stay.stream().allMatch(AppProcess::ready);
  }

  List<Path> logs() {
    List<Path> all = new ArrayList<>(stay.stream().map(AppProcess::log).toList());
    synchronized (guests) {
      all.addAll(guests);
    }
    return all;
  }

  private AppProcess start(int instance) {
    Map<String, String> own = new HashMap<>(settings);
    own.put("kafka.bootstrap", brokers.bootstrap(instance));
    own.put("state.dir", state(instance).toString());
    own.put("stores", STORES.get(instance));
    Map<String, String> more =
        instance == FAKED ? clock.map(FakeClock::environment).orElse(Map.of()) : Map.of();
    return teardown.add(AppProcess.start(NAMES.get(instance), List.of("all"), own, more, logs));
  }
}
