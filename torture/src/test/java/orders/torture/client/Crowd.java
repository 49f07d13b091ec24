package orders.torture.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import orders.local.AppProcess;
import orders.query.Token;
import orders.torture.client.Tally.Count;
import orders.torture.history.History;
import orders.torture.history.Operation;
import orders.torture.history.Operation.Kind;
import orders.torture.history.Operation.Result;
import orders.torture.measure.Beats;

/// Clients that order, change their minds, send goods back, repeat themselves, misuse their keys,
/// and look. What each does follows from its seed.
public final class Crowd implements AutoCloseable {

  private static final List<String> SKUS = Goods.SKUS.subList(0, 2);
  private static final int SESSIONS = 16;
  private static final int TRIES_MAX = 6;
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final Duration BACK_MAX = Duration.ofSeconds(30);
  private static final long LOOK_EVERY_MS = 200;

  /// Who is not home by then has lost interest in answers.
  private static final Duration HOME_MAX = Duration.ofSeconds(20);

  private static final Duration HANG_UP_MAX = Duration.ofSeconds(10);

  private final List<AppProcess> apps;
  private final History history;
  private final Tally tally = new Tally();
  private final Caller caller;
  private final String canary;
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();

  /// @param canary stands where a person's data stands
  public Crowd(List<AppProcess> apps, Path history, String canary) {
    this.apps = List.copyOf(apps);
    this.history = History.create(history);
    this.caller = new Caller(this.apps, this.history, tally, new Beats(), canary, _ -> {});
    this.canary = canary;
  }

  /// How many requests were not answered.
  long unanswered() {
    return tally.of(Tally.Count.UNKNOWN) + tally.of(Tally.Count.READS_FAILED);
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

  /// Sends everybody home, whether or not anybody answers them any more.
  ///
  /// @throws IllegalStateException when somebody stays all the same
  public void finish() throws InterruptedException {
    over.countDown();
    people.shutdown();
    if (!home(HOME_MAX)) {
      people.shutdownNow(); // an answer that is given up is one that nobody knows
      if (!home(HANG_UP_MAX)) {
        throw new IllegalStateException("somebody stays");
      }
    }
  }

  private boolean home(Duration most) throws InterruptedException {
    return people.awaitTermination(most.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    over.countDown();
    people.shutdownNow();
    caller.close();
    history.close();
  }

  private boolean isOver() {
    return over.getCount() == 0;
  }

  /// Waits until an instance is ready, unless it is over: a twin may be dead for good.
  private boolean somebodyIsBack() {
    long deadline = System.nanoTime() + BACK_MAX.toNanos();
    while (!isOver() && System.nanoTime() < deadline) {
      if (apps.stream().anyMatch(AppProcess::ready)) {
        return true;
      }
      try {
        if (over.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
          return false;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return !isOver();
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
      for (int n = 0; !isOver(); n++) {
        Operation placed = persist(place(n, "s%d-%d".formatted(session, n)));
        if (placed.result() == Result.OK && !isOver()) {
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
      read("shipments", id);
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

    /// Asks until somebody knows, and now and then once more, on whatever instance: more often what
    /// names a version, since few do, and a repeated one is known although its version has passed.
    Operation persist(Ask request) {
      Operation answer = send(request);
      for (int tries = 1; answer.result() == Result.UNKNOWN && tries < TRIES_MAX; tries++) {
        if (!somebodyIsBack()) {
          return answer;
        }
        answer = send(request);
      }
      if (random.nextInt(3) < (request.expected() == Operation.NONE ? 1 : 2) && !isOver()) {
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
