package orders.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/// What a command printed, and how it ended.
record Said(int code, String text) {

  static Said by(IntSupplier command) {
    PrintStream out = System.out;
    var text = new ByteArrayOutputStream();
    System.setOut(new PrintStream(text, true, UTF_8));
    try {
      int code = command.getAsInt();
      return new Said(code, withoutLog(text.toString(UTF_8)));
    } finally {
      System.setOut(out);
    }
  }

  /// In this JVM the log of the apps goes to the same place.
  private static String withoutLog(String text) {
    return text.lines()
        .filter(line -> !line.matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} .*"))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
