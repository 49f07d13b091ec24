package orders.local;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/// What a class logs while a test runs.
final class LogOf implements BeforeEachCallback, AfterEachCallback {

  private final ListAppender<ILoggingEvent> said = new ListAppender<>();
  private final Logger logger;

  LogOf(Class<?> speaker) {
    this.logger = (Logger) LoggerFactory.getLogger(speaker);
  }

  List<ILoggingEvent> said() {
    return said.list;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    said.start();
    logger.addAppender(said);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    logger.detachAppender(said);
  }
}
