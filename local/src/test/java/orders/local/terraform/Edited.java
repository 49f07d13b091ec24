package orders.local.terraform;

import java.io.IOException;
import java.nio.file.Files;

/// The catalogue with one topic more, that billing writes.
final class Edited {

  static final String TOPIC = "billing.refunds";

  private static final String BEFORE = "  billing.invoices.v1:\n    key:";
  private static final String DECLARED =
      """
        billing.refunds:
          key: order id
          cleanup: delete
          retentionMs: 604800000
          timestampType: CreateTime
          partitions: keyed
          maxMessageBytes: 1048588
          poison: none
          schemas: [orders.contract.row.Invoice]
      """;
  private static final String PRODUCES = "    produces: [payments.requests]\n";

  private Edited() {}

  static String withRefunds() throws IOException {
    String text =
        Files.readString(Terraform.CHECKOUT.resolve("schemas/src/main/resources/catalogue.yaml"));
    String declared = replaced(text, BEFORE, DECLARED + BEFORE);
    return replaced(declared, PRODUCES, "    produces: [payments.requests, " + TOPIC + "]\n");
  }

  private static String replaced(String text, String old, String now) {
    if (!text.contains(old)) {
      throw new IllegalStateException("the catalogue has no " + old);
    }
    return text.replace(old, now);
  }
}
