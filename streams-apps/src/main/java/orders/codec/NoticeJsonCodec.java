package orders.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import orders.contract.UndecodableRecord;
import orders.contract.UndecodableRecord.Reason;
import orders.engine.Codec;
import orders.policy.notice.OrderNotice;

/// Notices as JSON, with the names of the Avro record's fields.
public final class NoticeJsonCodec implements Codec<OrderNotice> {

  private static final JsonMapper JSON = new JsonMapper();

  @Override
  public byte[] encode(OrderNotice notice) {
    try {
      return JSON.writeValueAsBytes(notice);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of texts and a number is always writable", e);
    }
  }

  @Override
  public OrderNotice decode(byte[] bytes) {
    try {
      return JSON.readValue(bytes, OrderNotice.class);
    } catch (IOException e) {
      throw new UndecodableRecord(Reason.MALFORMED_BODY, "not a notice as JSON", e);
    }
  }

  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public String type(OrderNotice notice) {
    return notice.getClass().getSimpleName();
  }
}
