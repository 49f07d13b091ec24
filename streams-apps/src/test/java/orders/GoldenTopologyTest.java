package orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import orders.app.ViewGroup;
import orders.billing.BillingContext;
import orders.codec.Codecs;
import orders.contract.WireFormat;
import orders.contract.registry.MemoryRegistry;
import orders.engine.Stores;
import orders.inventory.InventoryContext;
import orders.order.OrderContext;
import orders.policy.OrderDeadlines;
import orders.query.QueryTopology;
import orders.query.ViewSpec;
import orders.shipping.ShippingContext;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

/// A name that changes by accident orphans a store and its changelog. Run with `-Dgolden=write`
/// when a change is meant, and read the difference.
class GoldenTopologyTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  private static final OrderDeadlines DEADLINES =
      new OrderDeadlines(Duration.ofMinutes(5), Duration.ofMinutes(15));
  private final Codecs codecs = Codecs.over(new WireFormat(new MemoryRegistry()));

  @Test
  void the_order_service_is_as_it_was() throws IOException {
    check("order-service", OrderContext.service(codecs, Stores.MEMORY, Optional.of(DEADLINES)));
  }

  @Test
  void the_inventory_service_is_as_it_was() throws IOException {
    check("inventory-service", InventoryContext.service(codecs, Stores.MEMORY, true));
  }

  @Test
  void the_services_of_fulfilment_are_as_they_were() throws IOException {
    check("billing-service", BillingContext.service(codecs));
    check("shipping-service", ShippingContext.service(codecs));
  }

  @Test
  void the_views_are_as_they_were() throws IOException {
    check("view-orders", OrderContext.views(codecs, Stores.MEMORY));
    check("view-billing", BillingContext.views(codecs, Stores.MEMORY));
    check("view-inventory", InventoryContext.views(codecs, Stores.MEMORY));
    check("view-shipping", ShippingContext.views(codecs, Stores.MEMORY));
  }

  @Test
  void the_query_tables_are_as_they_were() throws IOException {
    for (ViewGroup group : ViewGroup.all(codecs)) {
      List<ViewSpec<?>> views =
          group.specs().stream().<ViewSpec<?>>map(view -> view.version(1)).toList();
      check(group.target().tables(1), QueryTopology.of(views, codecs.marks()));
    }
  }

  private static void check(String name, Topology topology) throws IOException {
    String described = topology.describe().toString();
    Path file = GOLDEN.resolve(name + ".txt");
    if ("write".equals(System.getProperty("golden"))) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, described);
    }
    assertThat(described).isEqualTo(Files.readString(file));
  }
}
