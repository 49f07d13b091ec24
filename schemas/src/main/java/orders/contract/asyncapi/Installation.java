package orders.contract.asyncapi;

import java.util.Optional;

/// What the document says of the cluster that it is served by.
///
/// @param partitions of each keyed topic
/// @param bootstrap `host:port` of a broker
public record Installation(int partitions, String bootstrap, Registry registry) {

  /// Where the schemas of values are.
  ///
  /// @param url without credentials; empty where it has none that others use
  public record Registry(Format format, Optional<String> url) {}

  /// How values name their schemas.
  public enum Format {
    CONFLUENT("Confluent's wire format: a zero, and the schema's id in 4 bytes", "confluent"),
    GLUE("AWS Glue's format: a three, a zero, and the schema version's id in 16 bytes", "aws-glue");

    final String words;
    final String vendor;

    Format(String words, String vendor) {
      this.words = words;
      this.vendor = vendor;
    }
  }
}
