package orders.contract.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Supplier;

/// The HTTP methods that a registry knows.
enum Method {
  GET,
  POST,
  PUT;

  boolean of(RegistryRequest request) {
    return request.method().equals(name());
  }

  /// An answer to this method, where there is no other.
  ///
  /// @throws RegistryError for another
  JsonNode only(RegistryRequest request, Supplier<? extends JsonNode> answer) {
    if (!of(request)) {
      throw RegistryError.noMethod();
    }
    return answer.get();
  }
}
