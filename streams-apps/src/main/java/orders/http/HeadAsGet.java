package orders.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// Runs the GET route for a HEAD, so that status and headers are the true ones. Jetty leaves the
/// body out. Javalin would answer 200 for every path with a GET route, also where nothing is.
public final class HeadAsGet extends HttpFilter {

  private static final String HEAD = HeadAsGet.class.getName();

  /// Whether the caller wants no body, for a route whose body has no end.
  public static boolean isHead(HttpServletRequest request) {
    return request.getAttribute(HEAD) != null;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean head = request.getMethod().equals("HEAD");
    if (head) {
      request.setAttribute(HEAD, true);
    }
    chain.doFilter(head ? new Get(request) : request, response);
  }

  private static final class Get extends HttpServletRequestWrapper {
    private Get(HttpServletRequest head) {
      super(head);
    }

    @Override
    public String getMethod() {
      return "GET";
    }
  }
}
