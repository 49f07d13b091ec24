package orders.local;

import orders.cli.Main;

/// The main class of an app in a process of its own: `orders` with its arguments. It ends with the
/// process that started it.
public final class AppMain {

  private AppMain() {}

  public static void main(String[] arguments) {
    ParentWatch.start();
    Main.main(arguments);
  }
}
