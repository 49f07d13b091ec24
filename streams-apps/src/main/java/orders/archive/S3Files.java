package orders.archive;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// An archive in a bucket. Credentials and region come from where the AWS SDK looks for them.
final class S3Files implements ArchiveFiles {

  private static final Duration CONNECT_WAIT = Duration.ofSeconds(5);
  private static final Duration SILENCE_MAX = Duration.ofSeconds(60);

  private final S3Client s3;
  private final String bucket;
  private final String prefix;

  /// @param prefix empty, or with a slash at its end
  /// @param endpoint of a service that speaks S3's language, instead of Amazon's
  S3Files(String bucket, String prefix, Optional<URI> endpoint) {
    this.bucket = bucket;
    this.prefix = prefix;
    var builder =
        S3Client.builder()
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .connectionTimeout(CONNECT_WAIT)
                    .socketTimeout(SILENCE_MAX));
    // Such a service has one address for all buckets, and no regions.
    endpoint.ifPresent(
        uri -> builder.endpointOverride(uri).forcePathStyle(true).region(Region.US_EAST_1));
    this.s3 = builder.build();
  }

  @Override
  public void put(String name, Path file) {
    try {
      s3.putObject(
          request -> request.bucket(bucket).key(prefix + name), RequestBody.fromFile(file));
    } catch (SdkException e) {
      throw unreachable("write", name, e);
    }
  }

  @Override
  public Optional<InputStream> open(String name) {
    try {
      return Optional.of(s3.getObject(request -> request.bucket(bucket).key(prefix + name)));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw unreachable("read", name, e);
    }
  }

  @Override
  public void close() {
    s3.close();
  }

  private Unreachable unreachable(String verb, String name, SdkException e) {
    return new Unreachable(
        "cannot " + verb + " s3://" + bucket + "/" + prefix + name + ": " + e.getMessage(), e);
  }
}
