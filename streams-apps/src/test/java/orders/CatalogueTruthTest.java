package orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import orders.app.Role;
import orders.app.ViewGroup;
import orders.billing.BillingContext;
import orders.codec.Codecs;
import orders.contract.App;
import orders.contract.Apps;
import orders.contract.Catalogue;
import orders.contract.WireFormat;
import orders.contract.registry.MemoryRegistry;
import orders.engine.Stores;
import orders.engine.effect.EffectHost;
import orders.inventory.InventoryContext;
import orders.order.OrderContext;
import orders.outside.HttpCarrier;
import orders.outside.HttpPaymentProvider;
import orders.policy.OrderDeadlines;
import orders.query.ViewSpec;
import orders.shipping.ShippingContext;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.Test;

/// What the catalogue says an app touches is what its topology touches: no less, no more.
class CatalogueTruthTest {

  private static final OrderDeadlines DEADLINES =
      new OrderDeadlines(Duration.ofMinutes(5), Duration.ofMinutes(15));

  private final Codecs codecs = Codecs.over(new WireFormat(new MemoryRegistry()));

  @Test
  void services_read_and_write_what_it_says() {
    check(Apps.ORDER_SERVICE, OrderContext.service(codecs, Stores.MEMORY, Optional.of(DEADLINES)));
    check(Apps.INVENTORY_SERVICE, InventoryContext.service(codecs, Stores.MEMORY, true));
    check(Apps.BILLING_SERVICE, BillingContext.service(codecs));
    check(Apps.SHIPPING_SERVICE, ShippingContext.service(codecs));
  }

  @Test
  void projections_read_events_and_their_own_rows_and_write_those() {
    for (ViewGroup group : ViewGroup.all(codecs)) {
      App app = Catalogue.get().app(group.target().app());
      List<String> rows = group.target().host().topics();
      assertThat(app.produces()).hasSameElementsAs(rows);
      assertThat(app.consumes())
          .hasSameElementsAs(
              Stream.concat(Stream.of(group.target().host().eventTopic()), rows.stream()).toList());
    }
  }

  @Test
  void every_row_is_read_and_can_be_replayed() {
    List<String> rows =
        ViewGroup.all(codecs).stream()
            .flatMap(group -> group.specs().stream())
            .<String>map(ViewSpec::topic)
            .toList();
    assertThat(Catalogue.get().app(Apps.QUERY).consumes()).containsAll(rows);
    assertThat(Catalogue.get().app(Apps.REPLAY).manages()).hasSameElementsAs(rows);
  }

  @Test
  void workers_read_requests_and_write_results_and_dead_letters() {
    URI nowhere = URI.create("http://127.0.0.1:1");
    try (var provider = new HttpPaymentProvider(nowhere);
        var carrier = new HttpCarrier(nowhere)) {
      check(Apps.PAYMENTS_WORKER, BillingContext.worker(codecs, provider).topics());
      check(Apps.SHIPPING_WORKER, ShippingContext.worker(codecs, carrier, true).topics());
    }
    assertThat(Catalogue.get().app(Apps.SHIPPING_WORKER).shareGroups())
        .containsExactly(ShippingContext.QUEUE);
  }

  @Test
  void every_role_is_a_process_of_the_catalogue() {
    assertThat(Catalogue.get().processes().keySet())
        .containsAll(Stream.of(Role.values()).map(Role::word).toList());
    Set<String> run = new TreeSet<>();
    Catalogue.get().processes().values().forEach(run::addAll);
    assertThat(run).isEqualTo(new TreeSet<>(Catalogue.get().apps().keySet()));
  }

  private static void check(String id, EffectHost.Topics topics) {
    App app = Catalogue.get().app(id);
    assertThat(app.consumes()).containsExactly(topics.requests());
    assertThat(app.produces()).containsExactlyInAnyOrder(topics.results(), topics.deadLetters());
  }

  private static void check(String id, Topology topology) {
    Set<String> read = new TreeSet<>();
    Set<String> written = new TreeSet<>();
    for (TopologyDescription.Subtopology part : topology.describe().subtopologies()) {
      for (TopologyDescription.Node node : part.nodes()) {
        if (node instanceof TopologyDescription.Source source) {
          read.addAll(source.topicSet());
        } else if (node instanceof TopologyDescription.Sink sink) {
          written.add(sink.topic());
        }
      }
    }
    App app = Catalogue.get().app(id);
    assertThat(new TreeSet<>(app.consumes())).as("%s reads", id).isEqualTo(read);
    assertThat(new TreeSet<>(app.produces())).as("%s writes", id).isEqualTo(written);
  }
}
