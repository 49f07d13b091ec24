package orders.aggregate.order;

import java.util.List;

/// Why a client's command is not carried out, and what the client may do instead.
///
/// @param detail one sentence, without personal data
/// @param allowed the client commands that the order's stage allows
public record OrderRefusal(Code code, String detail, List<String> allowed) {

  public OrderRefusal {
    allowed = List.copyOf(allowed);
  }

  /// Stable words for programs.
  public enum Code {
    INVALID_ORDER,
    ORDER_EXISTS,
    UNKNOWN_ORDER,
    ALREADY_SHIPPED,
    ALREADY_DELIVERED,
    ALREADY_ENDED,
    NOT_DELIVERED,
    INVALID_RETURN
  }
}
