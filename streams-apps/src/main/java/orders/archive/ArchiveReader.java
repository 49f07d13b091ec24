package orders.archive;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.util.Optional;
import java.util.function.Consumer;
import orders.contract.AvroSafety;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/// Reads a chain from its first file to its last, and holds each against what the chain says.
final class ArchiveReader {

  static {
    AvroSafety.on();
  }

  private final ArchiveFiles files;
  private final Chain chain;
  private long last = -1;

  ArchiveReader(ArchiveFiles files, Chain chain) {
    this.files = files;
    this.chain = chain;
  }

  /// @throws BrokenArchive at the first file that is not as the chain says; its records may have
  ///     been told by then
  void read(Consumer<ArchivedRecord> each) {
    String previous = Sha256.NONE;
    int number = 0;
    for (Chain.Link link : chain.links()) {
      number++;
      read(link, ArchiveHeadings.of(chain, number, link.from(), previous), each);
      previous = link.sha256();
    }
    if (last >= chain.next()) {
      throw new BrokenArchive(
          Chain.name(chain.topic(), chain.partition()),
          "it goes on from " + chain.next() + ", which is archived");
    }
  }

  private void read(Chain.Link link, ArchiveHeadings headings, Consumer<ArchivedRecord> each) {
    String name = Chain.folder(chain.topic(), chain.partition()) + link.name();
    Optional<InputStream> file = files.open(name);
    if (file.isEmpty()) {
      throw new BrokenArchive(name, "the file is missing");
    }
    try (var hashed = new DigestInputStream(file.get(), Sha256.digest())) {
      long records = records(name, hashed, link.from(), headings, each);
      hashed.transferTo(java.io.OutputStream.nullOutputStream());
      String hash = Sha256.hex(hashed.getMessageDigest());
      if (!hash.equals(link.sha256())) {
        throw new BrokenArchive(name, "its SHA-256 is " + hash + ", not " + link.sha256());
      }
      if (records != link.records()) {
        throw new BrokenArchive(name, "it has " + records + " records, not " + link.records());
      }
    } catch (IOException | AvroRuntimeException e) {
      throw new BrokenArchive(name, e);
    }
  }

  private long records(
      String name,
      InputStream in,
      long from,
      ArchiveHeadings headings,
      Consumer<ArchivedRecord> each)
      throws IOException {
    long records = 0;
    var avro =
        new DataFileStream<GenericRecord>(in, new GenericDatumReader<>(ArchivedRecord.SCHEMA));
    headings.check(name, avro::getMetaString);
    for (var next = next(name, avro); next.isPresent(); next = next(name, avro)) {
      ArchivedRecord record = ArchivedRecord.of(next.get());
      if (record.offset() < from || record.offset() <= last) {
        throw new BrokenArchive(name, "offset " + record.offset() + " follows " + last);
      }
      last = record.offset();
      records++;
      each.accept(record);
    }
    return records;
  }

  /// Avro meets bad bytes with a dozen unrelated exceptions.
  private static Optional<GenericRecord> next(String name, DataFileStream<GenericRecord> avro) {
    try {
      return avro.hasNext() ? Optional.of(avro.next()) : Optional.empty();
    } catch (RuntimeException e) {
      throw new BrokenArchive(name, e);
    }
  }
}
