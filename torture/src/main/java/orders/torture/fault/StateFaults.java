package orders.torture.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

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

  private static final List<String> KINDS = List.of(".sst", "CURRENT", "MANIFEST", ".log");
  private static final int VICTIM = Instances.ON_DISK;

  /// How a process says that its disk is full.
  private static final String FULL = "No space left on device";

  private static final Duration NOTICED_MAX = Duration.ofSeconds(40);
  private static final long LOOK_BYTES_MAX = 1_048_576;

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
    if (!Files.exists(instances.state(VICTIM))) {
      return Strike.missed(name() + " had no state yet");
    }
    instances.kill(VICTIM);
    if (files().isEmpty()) {
      return Strike.missed(name() + " left no state behind", this::back);
    }
    takeAway();
    return Strike.of(name(), Duration.ZERO, this::back);
  }

  private void takeAway() {
    Path state = instances.state(VICTIM);
    if (Files.exists(state)) {
      Directories.delete(state);
    }
  }

  private void back() {
    instances.startAgain(VICTIM);
  }

  Strike corrupt() {
    boolean asked = dice.oneIn(2);
    if (!Files.exists(instances.state(VICTIM))) {
      return Strike.missed(name() + " had no state yet");
    }
    boolean clean = asked && instances.stop(VICTIM);
    if (!asked) {
      instances.kill(VICTIM);
    }
    List<Path> files = files();
    if (files.isEmpty()) {
      return Strike.missed(name() + " left no state behind", this::back);
    }
    String how = clean ? " after it ended well: " : " after it was killed: ";
    return Strike.of(name() + how + damage(files), Duration.ZERO, this::back)
        .remedy("took its state away", this::startAnew);
  }

  /// What an operator does when damaged state keeps it from coming up.
  private void startAnew() {
    instances.kill(VICTIM);
    takeAway();
    back();
  }

  Strike fill() {
    Disk own = disk.orElseThrow(() -> new Strike.Impossible("it has no disk of its own here"));
    Duration time = dice.seconds(6, 14);
    long said = log().toFile().length();
    // While it is up it has room of its own, kept free in its files for what comes.
    instances.stop(VICTIM);
    long bytes = own.fill();
    instances.startAgain(VICTIM);
    if (bytes == 0) {
      return Strike.missed("the disk of " + name() + " was full already", own::free);
    }
    if (!Waiting.until(NOTICED_MAX, () -> noticed(said))) {
      return Strike.missed(name() + " did not mind", own::free);
    }
    String detail = name() + ", which was started again, " + bytes + " bytes of junk";
    return Strike.of(detail, time, own::free).remedy("started it again", this::restart);
  }

  private boolean noticed(long from) {
    try (FileChannel channel = FileChannel.open(log(), StandardOpenOption.READ)) {
      var text = ByteBuffer.allocate((int) Math.min(LOOK_BYTES_MAX, channel.size() - from));
      channel.read(text, Math.max(from, channel.size() - LOOK_BYTES_MAX));
      return new String(text.array(), ISO_8859_1).contains(FULL);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read what " + name() + " says", e);
    }
  }

  private Path log() {
    return instances.get(VICTIM).log();
  }

  private void restart() {
    instances.kill(VICTIM);
    back();
  }

  private String damage(List<Path> files) {
    String kind = dice.one(KINDS);
    List<Path> some =
        files.stream().filter(file -> file.getFileName().toString().contains(kind)).toList();
    Path file = dice.one(some.isEmpty() ? files : some);
    boolean cut = dice.oneIn(2);
    change(file, cut);
    return file.getFileName() + (cut ? " cut in half" : " with another byte");
  }

  /// Of the instance, which is down.
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
