package orders.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/// A process that opens connections and says nothing, until its input ends. It is one of its own
/// since both ends of so many would not fit into one.
final class IdleCrowd {

  /// What it prints when all of them are open.
  static final String OPEN = "open";

  private IdleCrowd() {}

  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(arguments[0]);
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      sockets.add(new Socket(InetAddress.getLoopbackAddress(), port));
    }
    System.out.println(OPEN);
    while (System.in.read() >= 0) {
      // What comes is of no interest.
    }
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
