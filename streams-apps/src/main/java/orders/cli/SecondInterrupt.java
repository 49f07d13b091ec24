package orders.cli;

import java.lang.reflect.Proxy;

/// Hears Ctrl-C while the process is going down already, when the JVM itself no longer listens.
///
/// `sun.misc.Signal` has no public successor; where it is missing, the bound on the drain remains.
final class SecondInterrupt {

  private SecondInterrupt() {}

  static void then(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                action.run();
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("INT"), proxy);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      System.err.println("orders: a second Ctrl-C cannot be heard here");
    }
  }
}
