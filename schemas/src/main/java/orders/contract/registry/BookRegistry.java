package orders.contract.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import orders.contract.registry.SchemaBook.Wanted;
import org.apache.avro.Schema;

/// A registry that answers from a book, which it brings up to date from its log before every
/// answer.
abstract sealed class BookRegistry implements Registry permits MemoryRegistry, SchemaLog {

  private final SchemaBook book = new SchemaBook();
  private final ChangeLog log;

  BookRegistry(ChangeLog log) {
    this.log = log;
    try {
      log.refresh(book);
    } catch (RuntimeException e) {
      log.close();
      throw e;
    }
  }

  @Override
  public synchronized RegisteredSchema add(String subject, Definition definition) {
    return added(List.of(new Wanted(subject, definition))).getFirst();
  }

  /// All of them in one step of the log, so that a start writes once.
  @Override
  public synchronized Map<String, Integer> registerAll(Map<String, Schema> schemas) {
    List<Wanted> wanted = new ArrayList<>();
    schemas.forEach((subject, schema) -> wanted.add(new Wanted(subject, Definition.of(schema))));
    Map<String, Integer> ids = new TreeMap<>();
    added(wanted).forEach(one -> ids.put(one.subject(), one.id()));
    return ids;
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
  public List<RegisteredSchema> versions(String subject) {
    return read(fresh -> fresh.versions(subject));
  }

  @Override
  public List<RegisteredSchema> all() {
    return read(SchemaBook::all);
  }

  @Override
  public Optional<RegisteredSchema> find(String subject, Definition definition) {
    return read(fresh -> fresh.find(subject, definition));
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
    log.append(book, fresh -> fresh.setting(new RegistryChange.LevelSet(subject, level)));
  }

  @Override
  public Optional<Mode> mode(Optional<String> subject) {
    return read(fresh -> fresh.mode(subject));
  }

  @Override
  public synchronized void setMode(Optional<String> subject, Mode mode) {
    log.append(book, _ -> List.of(new RegistryChange.ModeSet(subject, mode)));
  }

  @Override
  public synchronized void close() {
    log.close();
  }

  private List<RegisteredSchema> added(List<Wanted> wanted) {
    if (!known(wanted)) {
      log.append(book, fresh -> fresh.missing(wanted));
    }
    return wanted.stream()
        .map(one -> book.find(one.subject(), one.definition()).orElseThrow())
        .toList();
  }

  private boolean known(List<Wanted> wanted) {
    log.refresh(book);
    return wanted.stream().allMatch(one -> book.find(one.subject(), one.definition()).isPresent());
  }

  private synchronized <T> T read(Function<SchemaBook, T> question) {
    log.refresh(book);
    return question.apply(book);
  }
}
