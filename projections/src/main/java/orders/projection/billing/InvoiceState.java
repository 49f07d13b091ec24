package orders.projection.billing;

/// `OPEN → AUTHORISED → CAPTURED → REFUNDED`, or `VOIDED` before the capture.
public enum InvoiceState {
  OPEN,
  AUTHORISED,
  CAPTURED,
  REFUNDED,
  VOIDED
}
