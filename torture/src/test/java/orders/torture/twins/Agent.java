package orders.torture.twins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// Makes a process a twin before its first class is loaded: `-javaagent:agent.jar=TWIN`.
public final class Agent {

  private Agent() {}

  /// Called by the JVM.
  public static void premain(String twin, Instrumentation instrumentation) {
    Twin.valueOf(twin).install(instrumentation);
    System.out.println("this process is the bad twin " + twin);
  }

  /// A JAR that only names this class, which is on the class path anyway.
  static Path jar(Path directory) {
    var manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(new Attributes.Name("Premain-Class"), Agent.class.getName());
    attributes.put(new Attributes.Name("Can-Retransform-Classes"), "true");
    Path jar = directory.resolve("agent.jar");
    try {
      new JarOutputStream(Files.newOutputStream(jar), manifest).close();
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + jar, e);
    }
  }
}
