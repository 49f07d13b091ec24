package orders.contract.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import orders.contract.registry.SchemaBook.Wanted;
import org.apache.avro.Schema;

/// A ledger that answers from a book, which it brings up to date from its log before every answer.
final class BookLedger implements SchemaLedger {

  private final SchemaBook book = new SchemaBook();
  private final ChangeLog log;

  BookLedger(ChangeLog log) {
    this.log = log;
    log.refresh(book);
  }

  @Override
  public synchronized int register(String subject, Schema schema) {
    return ids(List.of(new Wanted(subject, schema))).getFirst();
  }

  @Override
  public synchronized Map<String, Integer> registerAll(List<Schema> schemas) {
    List<Integer> ids =
        ids(schemas.stream().map(schema -> new Wanted(schema.getFullName(), schema)).toList());
    Map<String, Integer> named = new LinkedHashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      named.put(schemas.get(i).getFullName(), ids.get(i));
    }
    return named;
  }

  /// Without the lock when the id is known: ids never change their schema.
  @Override
  public Optional<Schema> byId(int id) {
    Optional<Schema> known = book.byId(id);
    return known.isPresent() ? known : read(fresh -> fresh.byId(id));
  }

  @Override
  public List<String> subjects() {
    return read(SchemaBook::subjects);
  }

  @Override
  public List<SubjectVersion> versions(String subject) {
    return read(fresh -> fresh.versions(subject));
  }

  @Override
  public Optional<SubjectVersion> find(String subject, Schema schema) {
    return read(fresh -> fresh.find(subject, schema));
  }

  @Override
  public Level level(String subject) {
    return read(fresh -> fresh.level(subject));
  }

  @Override
  public boolean hasLevel(String subject) {
    return read(fresh -> fresh.hasLevel(subject));
  }

  @Override
  public Level globalLevel() {
    return read(SchemaBook::globalLevel);
  }

  @Override
  public synchronized void setLevel(Optional<String> subject, Level level) {
    log.append(book, _ -> List.of(new RegistryChange.LevelSet(subject, level)));
  }

  @Override
  public synchronized void close() {
    log.close();
  }

  private List<Integer> ids(List<Wanted> wanted) {
    if (!known(wanted)) {
      log.append(book, fresh -> fresh.missing(wanted));
    }
    return wanted.stream().map(this::id).toList();
  }

  private boolean known(List<Wanted> wanted) {
    log.refresh(book);
    return wanted.stream().allMatch(one -> book.find(one.subject(), one.schema()).isPresent());
  }

  private int id(Wanted wanted) {
    return book.find(wanted.subject(), wanted.schema()).orElseThrow().id();
  }

  private synchronized <T> T read(Function<SchemaBook, T> question) {
    log.refresh(book);
    return question.apply(book);
  }
}
