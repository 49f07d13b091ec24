package orders.local.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// Lists something to buy, and buys it.
///
/// @param api where
record OneOrder(URI api) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String PRODUCT =
      """
      {"sku":"pen","name":"Pen","priceMinor":250,"currency":"EUR"}
      """;
  private static final String ORDER =
      """
      {"customerId":"ada","lines":[{"sku":"pen","quantity":2}],"currency":"EUR",
       "contact":{"name":"Ada","email":"ada@example.org","address":"1 Byron Row"},
       "paymentToken":"tok-approve"}
      """;

  /// The order's id.
  String place() throws IOException, InterruptedException {
    post("/v1/products", PRODUCT);
    HttpResponse<String> received = post("/v1/stock/pen/receive", "{\"quantity\":10}");
    awaitListed(received.headers().firstValue("Consistency-Token").orElseThrow());
    String location = post("/v1/orders", ORDER).headers().firstValue("Location").orElseThrow();
    return location.substring(location.lastIndexOf('/') + 1);
  }

  String get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(api.resolve(path)).build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /// What an order is held against is read where the answer to this comes from.
  private void awaitListed(String token) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve("/v1/stock/pen"))
            .header("Consistency-Token", token)
            .header("Prefer", "wait=20")
            .build();
    HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve(path))
            .header("Idempotency-Key", "terraform-" + path)
            .header("Prefer", "wait=20")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
    return answer;
  }
}
