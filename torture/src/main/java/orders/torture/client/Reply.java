package orders.torture.client;

import com.fasterxml.jackson.databind.JsonNode;
import orders.torture.history.Operation;
import orders.torture.history.Operation.Result;

/// What became of a request.
///
/// @param operation as it is written down
/// @param body a missing node when there was none
record Reply(Operation operation, JsonNode body) {

  boolean ok() {
    return operation.result() == Result.OK;
  }

  boolean unknown() {
    return operation.result() == Result.UNKNOWN;
  }
}
