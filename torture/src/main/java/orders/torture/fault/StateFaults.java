package orders.torture.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import orders.local.Directories;
import orders.torture.cluster.Disk;
import orders.torture.cluster.Instances;
import orders.torture.measure.Waiting;

/// What happens to the state directory of the instance that keeps its state there.
final class StateFaults {

  private static final Duration READY_MAX = Duration.ofSeconds(60);
  private static final List<String> KINDS = List.of(".sst", "CURRENT", "MANIFEST", ".log");
  private static final int VICTIM = Instances.ON_DISK;

  private final Instances instances;
  private final Optional<Disk> disk;
  private final Dice dice;

  /// @param disk of that instance alone; empty where there is none that may be filled
  StateFaults(Instances instances, Optional<Disk> disk, Dice dice) {
    this.instances = instances;
    this.disk = disk;
    this.dice = dice;
  }

  Strike wipe() {
    instances.kill(VICTIM);
    Path state = instances.state(VICTIM);
    if (Files.exists(state)) {
      Directories.delete(state);
    }
    return new Strike(name(), Duration.ZERO, () -> instances.startAgain(VICTIM));
  }

  Strike corrupt() {
    boolean clean = dice.oneIn(2);
    if (clean) {
      instances.stop(VICTIM);
    } else {
      instances.kill(VICTIM);
    }
    String damage = damage();
    return new Strike(
        name() + (clean ? " after it ended well: " : " after it was killed: ") + damage,
        Duration.ZERO,
        this::bringBack);
  }

  Strike fill() {
    Disk own = disk.orElseThrow(() -> new Strike.Impossible("it has no disk of its own here"));
    long bytes = own.fill();
    return new Strike(
        name() + ", " + bytes + " bytes of junk",
        dice.seconds(6, 14),
        () -> {
          own.free();
          if (!Waiting.until(READY_MAX, () -> instances.get(VICTIM).ready())) {
            instances.kill(VICTIM);
            instances.startAgain(VICTIM);
          }
        });
  }

  /// Starts it, and does what an operator would when it does not come up: takes the state away.
  private void bringBack() {
    instances.startAgain(VICTIM);
    if (!Waiting.until(READY_MAX, () -> instances.get(VICTIM).ready())) {
      wipe().heal().run();
    }
  }

  private String damage() {
    List<Path> files = files();
    if (files.isEmpty()) {
      throw new Strike.Impossible("there is no state yet");
    }
    String kind = dice.one(KINDS);
    List<Path> some =
        files.stream().filter(file -> file.getFileName().toString().contains(kind)).toList();
    Path file = dice.one(some.isEmpty() ? files : some);
    boolean cut = dice.oneIn(2);
    change(file, cut);
    return file.getFileName() + (cut ? " cut in half" : " with another byte");
  }

  private List<Path> files() {
    try (Stream<Path> all = Files.walk(instances.state(VICTIM))) {
      return all.filter(file -> file.toString().contains("rocksdb"))
          .filter(Files::isRegularFile)
          .filter(file -> file.toFile().length() > 0)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look into the state", e);
    }
  }

  private void change(Path file, boolean cut) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long middle = channel.size() / 2;
      if (cut) {
        channel.truncate(middle);
        return;
      }
      var one = ByteBuffer.allocate(1);
      channel.read(one, middle);
      byte other = (byte) (one.get(0) ^ 0x5a);
      channel.write(ByteBuffer.wrap(new byte[] {other}), middle);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot change " + file, e);
    }
  }

  private String name() {
    return instances.get(VICTIM).name();
  }
}
