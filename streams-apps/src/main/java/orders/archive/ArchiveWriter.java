package orders.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/// Writes the records of one partition into files of a bounded size, and the chain behind each.
final class ArchiveWriter implements AutoCloseable {

  /// Fast, and a tenth larger than the best.
  private static final int DEFLATE_LEVEL = 3;

  private final ArchiveFiles files;
  private final long bytesMax;
  private Chain chain;
  private Optional<Open> open = Optional.empty();

  /// @param bytesMax of a file, before compression
  ArchiveWriter(ArchiveFiles files, Chain chain, long bytesMax) {
    this.files = files;
    this.chain = chain;
    this.bytesMax = bytesMax;
  }

  void add(ArchivedRecord record) throws IOException {
    Open now = open.isPresent() ? open.get() : begin();
    now.avro.append(record.avro());
    now.records++;
    now.bytes += record.size();
    if (now.bytes >= bytesMax) {
      end(record.offset() + 1);
    }
  }

  /// Ends the file that is open; everything below `next` is archived then.
  Chain end(long next) throws IOException {
    if (open.isPresent()) {
      Open now = open.get();
      open = Optional.empty();
      now.avro.close();
      String hash = Sha256.of(now.file);
      String name = String.format(Locale.ROOT, "%010d-%s.avro", number(), hash.substring(0, 16));
      files.put(Chain.folder(chain.topic(), chain.partition()) + name, now.file);
      Files.delete(now.file);
      chain = chain.with(new Chain.Link(name, hash, chain.next(), now.records), next);
      chain.write(files);
    } else if (next > chain.next() || chain.links().isEmpty()) {
      chain =
          new Chain(
              chain.topic(),
              chain.partition(),
              chain.partitions(),
              chain.topicId(),
              next,
              chain.links());
      chain.write(files);
    }
    return chain;
  }

  private Open begin() throws IOException {
    var begun = new Open(Files.createTempFile("orders-archive", ".avro"), chain, number());
    open = Optional.of(begun);
    return begun;
  }

  private int number() {
    return chain.links().size() + 1;
  }

  /// A file that was begun and not ended is forgotten.
  @Override
  public void close() throws IOException {
    if (open.isPresent()) {
      open.get().avro.close();
      Files.delete(open.get().file);
    }
  }

  private static final class Open {
    private final Path file;
    private final DataFileWriter<GenericRecord> avro;
    private long records;
    private long bytes;

    Open(Path file, Chain chain, int number) throws IOException {
      this.file = file;
      var headings = ArchiveHeadings.of(chain, number);
      this.avro =
          new DataFileWriter<GenericRecord>(new GenericDatumWriter<>(ArchivedRecord.SCHEMA))
              .setCodec(CodecFactory.deflateCodec(DEFLATE_LEVEL));
      headings.values().forEach(avro::setMeta);
      avro.create(ArchivedRecord.SCHEMA, Files.newOutputStream(file), marker(headings));
    }

    /// What separates blocks follows from what the file is: the same records give the same bytes.
    private static byte[] marker(ArchiveHeadings headings) {
      byte[] text = headings.values().toString().getBytes(StandardCharsets.UTF_8);
      return Arrays.copyOf(Sha256.digest().digest(text), 16);
    }
  }
}
