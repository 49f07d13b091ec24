package orders.torture.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import orders.local.AppProcess;
import orders.query.Token;
import orders.torture.client.Tally.Count;
import orders.torture.history.History;
import orders.torture.history.Operation;
import orders.torture.history.Operation.Kind;
import orders.torture.history.Operation.Result;
import orders.torture.measure.Beats;
import orders.torture.measure.Waiting;

/// Clients that order, change their minds, send goods back, repeat themselves, misuse their keys,
/// and look. What each does follows from its seed.
public final class Crowd implements AutoCloseable {

  private static final List<String> SKUS = Goods.SKUS.subList(0, 2);
  private static final int SESSIONS = 16;
  private static final int TRIES_MAX = 6;
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final Duration BACK_MAX = Duration.ofSeconds(30);

  private final List<AppProcess> apps;
  private final History history;
  private final Tally tally = new Tally();
  private final Caller caller;
  private final String canary;
  private final AtomicBoolean over = new AtomicBoolean();
  private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();

  /// @param canary stands where a person's data stands
  public Crowd(List<AppProcess> apps, Path history, String canary) {
    this.apps = List.copyOf(apps);
    this.history = History.create(history);
    this.caller = new Caller(this.apps, this.history, tally, new Beats(), _ -> {});
    this.canary = canary;
  }

  /// How many requests were answered.
  public long answered() {
    return tally.of(Count.ACKNOWLEDGED) + tally.of(Count.READS);
  }

  /// Fills the shelves before anybody comes.
  public void stock() {
    var owner = new Person(0, 0);
    for (String sku : SKUS) {
      owner.persist(
          Ask.command(Kind.LIST_PRODUCT, sku, "/v1/products", "list", Goods.product(sku)));
      owner.receive(sku, "fill-" + sku, 100_000);
      owner.read("stock", sku);
    }
  }

  public void start(long seed) {
    for (int session = 1; session <= SESSIONS; session++) {
      var person = new Person(session, seed);
      people.execute(person::shop);
    }
  }

  /// Sends everybody home.
  public void finish() throws InterruptedException {
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
    caller.close();
    history.close();
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
        persist(Ask.command(Kind.RETURN, id, path, "return-" + n, "{}").ifMatch(seen.version()));
        read("orders", id);
      }
      read("invoices", id);
      String sku = SKUS.get(random.nextInt(SKUS.size()));
      if (random.nextInt(8) == 0) {
        receive(sku, "more-%d-%d".formatted(session, n), 1 + random.nextInt(5));
      }
      read("stock", sku);
    }

    private Ask place(int n, String key) {
      String sku = SKUS.get(random.nextInt(SKUS.size()));
      String body =
          """
          {"customerId":"c-%d","lines":[{"sku":"%s","quantity":%d}],"currency":"EUR",
           "contact":{"name":"%s","email":"a@example.org","address":"1 Byron Row"},
           "paymentToken":"tok-approve"}\
          """
              .formatted(session, sku, 1 + n % 3, canary);
      return Ask.command(Kind.PLACE, "", "/v1/orders", key, body);
    }

    private void cancel(int n, Operation seen) {
      String id = seen.subject();
      long version = random.nextInt(4) == 0 ? seen.version() - 1 : seen.version();
      String path = "/v1/orders/" + id + "/cancel";
      persist(Ask.command(Kind.CANCEL, id, path, "cancel-" + n, "{}").ifMatch(version));
      read("orders", id);
    }

    void receive(String sku, String key, int quantity) {
      String path = "/v1/stock/" + sku + "/receive";
      persist(Ask.command(Kind.RECEIVE, sku, path, key, Goods.pieces(quantity)));
    }

    /// Asks until somebody knows, and now and then once more, on whatever instance.
    Operation persist(Ask request) {
      Operation answer = send(request);
      for (int tries = 1; answer.result() == Result.UNKNOWN && tries < TRIES_MAX; tries++) {
        Waiting.until(BACK_MAX, () -> apps.stream().anyMatch(AppProcess::ready));
        answer = send(request);
      }
      if (random.nextInt(3) == 0) {
        send(request);
      }
      return answer;
    }

    Operation read(String view, String id) {
      String path = view.equals("orders") ? "/v1/orders/" : "/v1/" + view + "/";
      return send(Ask.read(view, id, path + id, token.toString()));
    }

    private Operation send(Ask request) {
      Operation answer =
          caller.call(session, random.nextInt(apps.size()), request, PATIENCE).operation();
      if (!answer.token().isEmpty()) {
        token = token.merge(Token.parse(answer.token()));
      }
      return answer;
    }
  }
}
