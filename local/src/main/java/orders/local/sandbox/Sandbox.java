package orders.local.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orders.http.HttpServer;
import orders.http.Json;
import orders.http.Problem;
import orders.http.Requests;
import orders.http.Routes;

/// A payment provider under `/provider` and a carrier under `/carrier`, on loopback.
public final class Sandbox implements AutoCloseable {

  private final Journal journal;
  private final Callbacks callbacks;
  private final Ledger ledger;
  private final Book book;
  private final World atProvider;
  private final World atCarrier;
  private final HttpServer server;

  /// How it is started.
  ///
  /// @param port 0 for any that is free
  /// @param directory where it remembers; empty for one that forgets
  /// @param secret that calls back are signed with
  /// @param deliverAfter how long a parcel is under way
  public record Settings(
      int port, Optional<Path> directory, String secret, Faults faults, Duration deliverAfter) {}

  private Sandbox(Settings settings) {
    this.journal = Journal.open(settings.directory());
    this.callbacks = new Callbacks(journal, settings.secret());
    this.ledger = new Ledger(journal.payments(), journal::keep);
    this.atProvider = new World(callbacks, settings.faults());
    this.atCarrier = new World(callbacks, settings.faults());
    this.book = new Book(journal.parcels(), journal::keep);
    var provider = new ProviderRoutes(ledger, atProvider, callbacks);
    var carrier = new CarrierRoutes(book, atCarrier, callbacks, settings.deliverAfter());
    this.server =
        HttpServer.start("127.0.0.1", settings.port(), List.of(provider, carrier, controls()));
    journal.messages().forEach(callbacks::resume);
    provider.resume();
    carrier.resume();
  }

  public static Sandbox start(Settings settings) {
    return new Sandbox(settings);
  }

  /// A new secret to sign calls with.
  public static String newSecret() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return "whsec_" + Base64.getEncoder().encodeToString(bytes);
  }

  public int port() {
    return server.port();
  }

  public URI provider() {
    return URI.create("http://127.0.0.1:" + port() + "/provider");
  }

  public URI carrier() {
    return URI.create("http://127.0.0.1:" + port() + "/carrier");
  }

  /// Where it calls back; until this is said its calls wait.
  public void callTo(URI base) {
    callbacks.callTo(base);
  }

  public void faults(Faults faults) {
    atProvider.faults(faults);
    atCarrier.faults(faults);
  }

  /// Orders that the provider did not serve at once, once and well.
  public int troubledOrders() {
    return atProvider.troubled();
  }

  /// What the provider has, by currency.
  public Map<String, Ledger.Totals> ledger() {
    return ledger.totals();
  }

  /// Every payment in the provider's ledger.
  public List<Payment> payments() {
    return ledger.all();
  }

  /// Every parcel in the carrier's book.
  public List<Parcel> parcels() {
    return book.all();
  }

  @Override
  public void close() {
    callbacks.close();
    server.close();
    journal.close();
  }

  private Routes controls() {
    return routes -> {
      routes.get("/faults", ctx -> ctx.json(atProvider.faults()));
      routes.put(
          "/faults",
          ctx -> {
            faults(Json.read(Requests.body(ctx), Faults.class));
            ctx.json(atProvider.faults());
          });
      routes.exception(
          Ledger.Refused.class,
          (e, ctx) -> {
            ctx.status(409);
            ctx.json(Map.of("error", String.valueOf(e.getMessage())));
          });
      routes.exception(
          Ledger.Missing.class,
          (_, ctx) -> {
            ctx.status(Problem.Kind.NOT_FOUND.status());
            ctx.json(Map.of("error", "unknown"));
          });
    };
  }
}
