package orders.torture.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import orders.local.AppProcess;
import orders.torture.history.History;
import orders.torture.history.Operation;
import orders.torture.history.Operation.Kind;
import orders.torture.history.Operation.Result;
import orders.torture.measure.Beats;

/// Sends requests, and writes down what was asked and what was answered.
final class Caller implements AutoCloseable {

  private static final Duration CONNECT_MAX = Duration.ofSeconds(2);

  private final List<AppProcess> instances;
  private final History history;
  private final Tally tally;
  private final Beats acknowledged;
  private final String canary;
  private final Consumer<Operation> done;
  private final long began = System.nanoTime();
  private final AtomicLong numbers = new AtomicLong();
  private final List<AtomicInteger> underWay;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_MAX)
          .build();

  /// @param canary what no error may name; empty for nothing
  /// @param done is told each command that was acknowledged
  Caller(
      List<AppProcess> instances,
      History history,
      Tally tally,
      Beats acknowledged,
      String canary,
      Consumer<Operation> done) {
    this.instances = instances;
    this.underWay = instances.stream().map(_ -> new AtomicInteger()).toList();
    this.history = history;
    this.tally = tally;
    this.acknowledged = acknowledged;
    this.canary = canary;
    this.done = done;
  }

  /// The moment that the times of operations count from, by [System#nanoTime].
  long began() {
    return began;
  }

  /// Commands that an instance has not answered yet.
  int underWay(int instance) {
    return underWay.get(instance).get();
  }

  /// @param patience how long the client waits for its answer
  Reply call(int session, int instance, Ask ask, Duration patience) {
    long number = numbers.getAndIncrement();
    long start = System.nanoTime();
    AtomicInteger commands = ask.isRead() ? new AtomicInteger() : underWay.get(instance);
    commands.incrementAndGet();
    try {
      HttpResponse<String> answer =
          http.send(request(instance, ask, patience), BodyHandlers.ofString());
      return note(answered(number, session, ask, start, answer));
    } catch (IOException e) {
      return note(unanswered(number, session, ask, start));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return note(unanswered(number, session, ask, start));
    } finally {
      commands.decrementAndGet();
    }
  }

  /// Sends a command, or a part of it, and goes away.
  ///
  /// @param whole whether all of it is sent
  Reply abort(int session, int instance, Ask ask, boolean whole) {
    long number = numbers.getAndIncrement();
    long start = System.nanoTime();
    Abrupt.send(instances.get(instance).port(), ask, whole);
    tally.add(Tally.Count.ABORTED);
    return note(unanswered(number, session, ask, start));
  }

  private HttpRequest request(int instance, Ask ask, Duration patience) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(instances.get(instance).url(ask.path()))
            .timeout(patience)
            .header("Prefer", "wait=" + Math.max(1, patience.toSeconds() / 2));
    if (!ask.token().isEmpty()) {
      request.header("Consistency-Token", ask.token());
    }
    if (ask.isRead()) {
      return request.GET().build();
    }
    if (ask.expected() != Operation.NONE) {
      request.header("If-Match", "\"" + ask.expected() + "\"");
    }
    return request
        .header("Idempotency-Key", ask.key())
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(ask.body()))
        .build();
  }

  private Reply answered(
      long number, int session, Ask ask, long start, HttpResponse<String> answer) {
    JsonNode body = Answers.body(answer.body());
    boolean orders = ask.view().equals("orders");
    return new Reply(
        new Operation(
            number,
            session,
            ask.kind(),
            ask.subject().isEmpty() ? body.path("id").asText("") : ask.subject(),
            ask.view(),
            ask.key(),
            ask.digest(),
            ask.expected(),
            start - began,
            System.nanoTime() - began,
            Answers.result(answer.statusCode()),
            answer.statusCode(),
            Ask.sha256(answer.body()),
            body.path("commandId").asText(""),
            Answers.version(answer, body),
            orders ? body.path("status").asText("") : "",
            ask.token(),
            Answers.token(answer),
            Answers.leaks(answer.statusCode(), answer.body(), canary)),
        body);
  }

  private Reply unanswered(long number, int session, Ask ask, long start) {
    return new Reply(
        new Operation(
            number,
            session,
            ask.kind(),
            ask.subject(),
            ask.view(),
            ask.key(),
            ask.digest(),
            ask.expected(),
            start - began,
            System.nanoTime() - began,
            Result.UNKNOWN,
            0,
            "",
            "",
            Operation.NONE,
            "",
            ask.token(),
            "",
            false),
        MissingNode.getInstance());
  }

  private Reply note(Reply reply) {
    Operation operation = reply.operation();
    history.add(operation);
    String type = reply.body().path("type").asText("");
    tally.note(operation, type.substring(type.lastIndexOf('/') + 1));
    if (reply.ok() && operation.kind() != Kind.READ) {
      acknowledged.beat(began + operation.end());
      done.accept(operation);
    }
    return reply;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
