package orders;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The rules of the house, as sentences.
class ArchitectureTest {

  private static final String[] PURE = {
    "orders.aggregate..", "orders.projection..", "orders.policy.."
  };

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("orders");
  }

  @Test
  void the_domain_knows_the_jdk_and_itself_only() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "java..", "orders.aggregate..", "orders.projection..", "orders.policy..")
        .check(classes);
  }

  @Test
  void the_domain_reads_no_clock_and_throws_no_dice() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Clock.class, Random.class, ThreadLocalRandom.class)
        .check(classes);
  }

  @Test
  void contexts_do_not_know_one_another() {
    for (String context : new String[] {"order", "inventory", "billing", "shipping"}) {
      for (String other : new String[] {"order", "inventory", "billing", "shipping"}) {
        if (!context.equals(other)) {
          noClasses()
              .that()
              .resideInAPackage("orders." + context)
              .should()
              .dependOnClassesThat()
              .resideInAPackage("orders." + other)
              .check(classes);
        }
      }
    }
  }

  @Test
  void the_engine_knows_no_context_no_http_and_no_command_line() {
    noClasses()
        .that()
        .resideInAnyPackage("orders.engine..", "orders.kafka..", "orders.codec..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "orders.order..",
            "orders.inventory..",
            "orders.billing..",
            "orders.shipping..",
            "orders.outside..",
            "orders.http..",
            "orders.app..",
            "orders.cli..")
        .check(classes);
  }

  @Test
  void whoever_rebuilds_cannot_act() {
    noClasses()
        .that()
        .resideInAnyPackage("orders.replay..", "orders.archive..", "orders.history..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("orders.engine.effect..", "orders.outside..")
        .check(classes);
  }

  @Test
  void packages_have_no_cycles() {
    slices().matching("orders.(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void nobody_queries_stores_the_way_that_deadlocks() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.apache.kafka.streams.query.StateQueryRequest")
        .because("KafkaStreams.query deadlocks stream threads in 4.3.1 (KAFKA-19629)")
        .check(classes);
  }
}
