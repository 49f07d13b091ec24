package orders.contract.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orders.contract.BundledSchemas;
import orders.contract.FrozenSchemas;
import orders.contract.RegistryClient;
import orders.contract.SchemaText;
import orders.contract.Subjects;
import orders.contract.order.event.LineReserved;
import orders.contract.registry.Level;
import orders.contract.registry.MemoryRegistry;
import orders.contract.registry.Registry;
import orders.contract.registry.RegistryServer;
import orders.contract.registry.RegistrySubjects;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a registry holds against what this build writes, over HTTP as it is asked anywhere.
class SchemaAuditTest {

  private static final String SUBJECT = LineReserved.getClassSchema().getFullName();

  /// One that has several versions.
  private static final String EVOLVED =
      FrozenSchemas.all().entrySet().stream()
          .filter(subject -> subject.getValue().size() > 1)
          .findFirst()
          .orElseThrow()
          .getKey();

  private final Registry held = new MemoryRegistry();
  private RegistryServer server;
  private RegistryClient client;

  @BeforeEach
  void start() throws IOException {
    server = RegistryServer.start(0, held);
    client = new RegistryClient(List.of(server.url()), Optional.empty());
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void anEmptyRegistryLacksEverythingAndBreaksNothing() {
    assertThat(SchemaAudit.bundled(client).check())
        .hasSameSizeAs(BundledSchemas.all().keySet())
        .allMatch(finding -> finding.missing() > 0 && finding.breakages().isEmpty());
    assertThat(held.subjects()).isEmpty();
  }

  @Test
  void whatIsRegisteredIsCompleteWithEveryVersionInOrder() {
    var audit = SchemaAudit.bundled(client);
    audit.register(audit.check());
    assertThat(audit.check()).allMatch(SchemaAudit.Finding::complete);
    FrozenSchemas.all()
        .forEach(
            (subject, versions) ->
                assertThat(client.versions(subject).stream().map(Schema::toString))
                    .as(subject)
                    .containsExactlyElementsOf(versions.stream().map(Schema::toString).toList()));
    assertThat(SchemaAudit.bundled(new RegistrySubjects(held)).check())
        .allMatch(SchemaAudit.Finding::complete);
  }

  @Test
  void aVersionThatALaterOneHasOvertakenStaysOutAndIsTold() {
    List<Schema> versions = FrozenSchemas.of(EVOLVED);
    held.register(EVOLVED, versions.getLast());
    var audit = SchemaAudit.bundled(client);
    audit.register(audit.check());
    assertThat(client.versions(EVOLVED)).containsExactly(versions.getLast());
    assertThat(audit.check())
        .filteredOn(finding -> finding.subject().equals(EVOLVED))
        .singleElement()
        .matches(finding -> finding.complete() && finding.overtaken() == versions.size() - 1);
  }

  @Test
  void aBreakageNamesSubjectFieldAndReason() {
    held.setLevel(Optional.of(SUBJECT), Level.NONE);
    held.register(
        SUBJECT,
        SchemaText.parse(
            """
            {"type":"record","name":"LineReserved","namespace":"orders.contract.order.event",
             "fields":[{"name":"sku","type":"long"},{"name":"quantity","type":"int"}]}
            """));
    assertThat(finding(SchemaAudit.bundled(client)).breakages())
        .isNotEmpty()
        .allSatisfy(
            breakage -> {
              assertThat(breakage.subject()).isEqualTo(SUBJECT);
              assertThat(breakage.field()).isEqualTo("sku");
              assertThat(breakage.reason()).contains("another type");
            });
  }

  @Test
  void aLevelThatMindsLessIsSet() {
    held.setLevel(Optional.of(SUBJECT), Level.NONE);
    var audit = SchemaAudit.bundled(client);
    assertThat(finding(audit).level()).isEqualTo("NONE");
    audit.register(audit.check());
    assertThat(held.level(SUBJECT).name()).isEqualTo(Subjects.LEVEL);
  }

  @Test
  void aSubjectOfOthersIsLeftAlone() {
    Schema foreign = SchemaText.parse("{\"type\":\"record\",\"name\":\"Other\",\"fields\":[]}");
    held.register("others", foreign);
    var audit = new SchemaAudit(client, Map.of(SUBJECT, List.of(LineReserved.getClassSchema())));
    audit.register(audit.check());
    assertThat(held.subjects()).containsExactly(SUBJECT, "others");
    assertThat(held.hasLevel("others")).isFalse();
  }

  private static SchemaAudit.Finding finding(SchemaAudit audit) {
    return audit.check().stream()
        .filter(finding -> finding.subject().equals(SUBJECT))
        .findFirst()
        .orElseThrow();
  }
}
