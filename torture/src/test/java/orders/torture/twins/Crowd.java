package orders.torture.twins;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import orders.query.Token;
import orders.torture.history.Operation;
import orders.torture.history.Operation.Kind;
import orders.torture.history.Operation.Result;
import orders.torture.twins.Teller.Request;

/// Clients that order, change their minds, send goods back, repeat themselves, misuse their keys,
/// and look. What each does follows from its seed.
final class Crowd implements AutoCloseable {

  static final List<String> SKUS = List.of("cup", "pot");
  private static final int SESSIONS = 16;
  private static final int TRIES_MAX = 6;

  private final Teller teller;
  private final String canary;
  private final AtomicBoolean over = new AtomicBoolean();
  private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();

  Crowd(Teller teller, String canary) {
    this.teller = teller;
    this.canary = canary;
  }

  /// Fills the shelves before anybody comes.
  void stock() {
    var owner = new Person(0, 0);
    for (String sku : SKUS) {
      String product =
          "{\"sku\":\"%s\",\"name\":\"%s\",\"priceMinor\":250,\"currency\":\"EUR\"}"
              .formatted(sku, sku);
      owner.persist(owner.write(Kind.LIST_PRODUCT, sku, "/v1/products", "list", -1, product));
      owner.receive(sku, "fill-" + sku, 100_000);
      owner.read("stock", sku);
    }
  }

  void start(long seed) {
    for (int session = 1; session <= SESSIONS; session++) {
      var person = new Person(session, seed);
      people.execute(person::shop);
    }
  }

  /// Sends everybody home.
  void finish() throws InterruptedException {
    over.set(true);
    people.shutdown();
    if (!people.awaitTermination(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("somebody stays");
    }
  }

  @Override
  public void close() {
    over.set(true);
    people.shutdownNow();
  }

  private final class Person {
    private final int session;
    private final SplittableRandom random;
    private final List<String> orders = new ArrayList<>();
    private Token token = Token.NONE;

    Person(int session, long seed) {
      this.session = session;
      this.random = new SplittableRandom(seed * 1_000 + session);
    }

    void shop() {
      for (int n = 0; !over.get(); n++) {
        Operation placed = persist(place(n, "s%d-%d".formatted(session, n)));
        if (placed.result() == Result.OK) {
          orders.add(placed.subject());
          Operation seen = read("orders", placed.subject());
          if (random.nextInt(3) == 0 && seen.version() > 0) {
            cancel(n, seen);
          }
          old(n);
        }
      }
    }

    /// Looks after an order of before, and sends it back if it has come.
    private void old(int n) {
      String id = orders.get(random.nextInt(orders.size()));
      Operation seen = read("orders", id);
      if (seen.state().equals("DELIVERED") && random.nextInt(3) == 0) {
        String path = "/v1/orders/" + id + "/return";
        persist(write(Kind.RETURN, id, path, "return-" + n, seen.version(), "{}"));
        read("orders", id);
      }
      read("invoices", id);
      String sku = SKUS.get(random.nextInt(SKUS.size()));
      if (random.nextInt(8) == 0) {
        receive(sku, "more-%d-%d".formatted(session, n), 1 + random.nextInt(5));
      }
      read("stock", sku);
    }

    private Request place(int n, String key) {
      String sku = SKUS.get(random.nextInt(SKUS.size()));
      String body =
          """
          {"customerId":"c-%d","lines":[{"sku":"%s","quantity":%d}],"currency":"EUR",
           "contact":{"name":"%s","email":"a@example.org","address":"1 Byron Row"},
           "paymentToken":"tok-approve"}\
          """
              .formatted(session, sku, 1 + n % 3, canary);
      return write(Kind.PLACE, "", "/v1/orders", key, Operation.NONE, body);
    }

    private void cancel(int n, Operation seen) {
      String id = seen.subject();
      long version = random.nextInt(4) == 0 ? seen.version() - 1 : seen.version();
      String path = "/v1/orders/" + id + "/cancel";
      persist(write(Kind.CANCEL, id, path, "cancel-" + n, version, "{}"));
      read("orders", id);
    }

    void receive(String sku, String key, int quantity) {
      String path = "/v1/stock/" + sku + "/receive";
      String body = "{\"quantity\":" + quantity + "}";
      persist(write(Kind.RECEIVE, sku, path, key, Operation.NONE, body));
    }

    Request write(Kind kind, String subject, String path, String key, long expected, String body) {
      return new Request(session, kind, subject, "", path, key, expected, body, "");
    }

    /// Asks until somebody knows, and now and then once more, on whatever instance.
    Operation persist(Request request) {
      Operation answer = send(request);
      for (int tries = 1; answer.result() == Result.UNKNOWN && tries < TRIES_MAX; tries++) {
        pause();
        answer = send(request);
      }
      if (random.nextInt(3) == 0) {
        send(request);
      }
      return answer;
    }

    Operation read(String view, String id) {
      String path = view.equals("orders") ? "/v1/orders/" : "/v1/" + view + "/";
      return send(
          new Request(
              session, Kind.READ, id, view, path + id, "", Operation.NONE, "", token.toString()));
    }

    private Operation send(Request request) {
      Operation answer = teller.send(random.nextInt(2), request);
      token = token.merge(Token.parse(answer.token()));
      return answer;
    }

    private void pause() {
      try {
        Thread.sleep(200);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
