package orders.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/// Tells which connections have a request under way.
public final class UnderWay extends HttpFilter {

  private static final String ATTRIBUTE = UnderWay.class.getName();

  private final Supplier<SlowCallers> slow;

  UnderWay(Supplier<SlowCallers> slow) {
    this.slow = slow;
  }

  /// From now on the answer may take as long as it likes.
  public static void endless(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof SlowCallers callers) {
      callers.end(connection(request));
    }
  }

  static EndPoint connection(HttpServletRequest request) {
    return ServletContextRequest.getServletContextRequest(request)
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint();
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    EndPoint connection = connection(request);
    SlowCallers callers = slow.get();
    request.setAttribute(ATTRIBUTE, callers);
    callers.begin(connection);
    try {
      chain.doFilter(request, response);
    } finally {
      callers.end(connection);
    }
  }
}
