package orders.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the profile `image` says, the task definitions and the settings say, too.
class ImageProfileTest {

  private static final Path TERRAFORM = Path.of("../terraform");

  @Test
  void its_ports_are_those_of_the_process_and_of_the_tasks() throws IOException {
    List<String> ports = all(pom(), "<port>(\\d+)</port>");
    assertThat(ports)
        .containsExactly(
            Integer.toString(Settings.PORT), Integer.toString(Settings.MANAGEMENT_PORT));
    assertThat(terraform("apps.tf")).contains("[" + String.join(", ", ports) + "]");
  }

  @Test
  void its_state_lies_where_the_task_mounts_it() throws IOException {
    String state = all(pom(), "<image.state>([^<]+)").getFirst();
    assertThat(terraform("modules/ecs-task/main.tf")).contains("state_folder = \"" + state + "\"");
    // Kafka Streams wants to own its folder, and a mount is somebody else's.
    assertThat(terraform("processes.tf")).contains("= \"" + state + "/state\"");
    assertThat(pom()).contains("<ORDERS_STATE_DIR>${image.state}/state<");
    assertThat(Files.readString(Path.of("src/image/folders"))).contains("/system" + state);
  }

  @Test
  void a_task_asks_for_health_as_the_image_starts() throws IOException {
    List<String> entry = all(pom(), "<part>([^<]+)</part>");
    assertThat(entry).hasSize(3);
    assertThat(all(terraform("options.tf"), "\\[(\"java\",.*\"health\")]").getFirst())
        .contains(entry.stream().map(part -> '"' + part + '"').toList());
  }

  @Test
  void its_user_is_nobody_who_may_do_more() throws IOException {
    assertThat(all(pom(), "<user>(\\d+):\\d+</user>")).containsExactly("10001");
    assertThat(Files.readString(Path.of("src/image/folders"))).contains("orders:x:10001:10001:");
  }

  /// The archive is the same bytes from the same names in the same order.
  @Test
  void the_classes_of_its_start_are_sorted_and_have_names_only() throws IOException {
    List<String> classes = Files.readAllLines(Path.of("src/image/classes"));
    assertThat(classes)
        .contains("orders/cli/Main", "orders/app/OrdersProcess", "java/lang/Object")
        .allMatch(name -> name.matches("[\\w$/-]+"))
        .isSorted()
        .doesNotHaveDuplicates();
  }

  private static String pom() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    return pom.substring(pom.indexOf("<id>image</id>"));
  }

  private static String terraform(String file) throws IOException {
    return Files.readString(TERRAFORM.resolve(file));
  }

  private static List<String> all(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }
}
