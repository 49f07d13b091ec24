package orders.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import orders.engine.Codec;

/// Rows that are words.
public record Words() implements Codec<String> {
  @Override
  public byte[] encode(String value) {
    return value.getBytes(UTF_8);
  }

  @Override
  public String decode(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  @Override
  public String type(String value) {
    return "Word";
  }
}
