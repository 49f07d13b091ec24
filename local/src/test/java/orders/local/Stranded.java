package orders.local;

import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import orders.kafka.ClientProperties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.TxnOffsetCommitRequest;

/// Leaves something open of which the producer's coordinator has never heard, as failures of
/// brokers have: requests of an older protocol, sent to a broker that was told not to ask whose
/// they are.
final class Stranded {

  private static final short PRODUCE_VERSION = 11;
  private static final short COMMIT_VERSION = 3;
  private static final int REQUEST_MS_MAX = 10_000;

  private final TestCluster cluster;
  private final String id;
  private final TransactionDescription producer;

  private Stranded(TestCluster cluster, String id, TransactionDescription producer) {
    this.cluster = cluster;
    this.id = id;
    this.producer = producer;
  }

  /// @param id of a producer that the coordinator knows, and that has nothing open
  static Stranded of(TestCluster cluster, Admin admin, String id) throws Exception {
    var all = new ConfigResource(ConfigResource.Type.BROKER, "");
    var trusting = new ConfigEntry("transaction.partition.verification.enable", "false");
    admin
        .incrementalAlterConfigs(
            Map.of(all, List.of(new AlterConfigOp(trusting, AlterConfigOp.OpType.SET))))
        .all()
        .get(REQUEST_MS_MAX, TimeUnit.MILLISECONDS);
    try (var real =
        new KafkaProducer<String, byte[]>(
            ClientProperties.transactional(cluster.connection(), "stranded", id))) {
      real.initTransactions();
    }
    return new Stranded(
        cluster,
        id,
        admin
            .describeTransactions(List.of(id))
            .description(id)
            .get(REQUEST_MS_MAX, TimeUnit.MILLISECONDS));
  }

  /// The place of a group.
  void commit(String group, TopicPartition place, long offset) {
    var request =
        new TxnOffsetCommitRequest.Builder(
                id,
                group,
                producer.producerId(),
                (short) producer.producerEpoch(),
                Map.of(
                    place,
                    new TxnOffsetCommitRequest.CommittedOffset(offset, "", Optional.empty())),
                false)
            .build(COMMIT_VERSION);
    expectNone(request);
  }

  /// A record.
  void write(TopicPartition where, byte[] key, byte[] value) {
    MemoryRecords records =
        MemoryRecords.withTransactionalRecords(
            Compression.NONE,
            producer.producerId(),
            (short) producer.producerEpoch(),
            0,
            new SimpleRecord(System.currentTimeMillis(), key, value));
    var partition =
        new ProduceRequestData.PartitionProduceData()
            .setIndex(where.partition())
            .setRecords(records);
    var topic =
        new ProduceRequestData.TopicProduceData()
            .setName(where.topic())
            .setPartitionData(List.of(partition));
    var data =
        new ProduceRequestData()
            .setAcks((short) -1)
            .setTimeoutMs(REQUEST_MS_MAX)
            .setTransactionalId(id)
            .setTopicData(
                new ProduceRequestData.TopicProduceDataCollection(List.of(topic).iterator()));
    expectNone(ProduceRequest.builder(data).build(PRODUCE_VERSION));
  }

  private AbstractResponse send(AbstractRequest request) throws IOException {
    var header = new RequestHeader(request.apiKey(), request.version(), "stranded", 1);
    String[] address = cluster.connection().bootstrap().split(":", 2);
    try (var socket = new Socket(address[0], Integer.parseInt(address[1]))) {
      socket.setSoTimeout(REQUEST_MS_MAX);
      ByteBuffer sent = request.serializeWithHeader(header);
      var out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(sent.remaining());
      out.write(sent.array(), sent.arrayOffset() + sent.position(), sent.remaining());
      out.flush();
      var in = new DataInputStream(socket.getInputStream());
      return AbstractResponse.parseResponse(ByteBuffer.wrap(in.readNBytes(in.readInt())), header);
    }
  }

  /// A broker follows the changed configuration some time after the change is acknowledged; until
  /// then it asks the coordinator, and refuses.
  private void expectNone(AbstractRequest request) {
    AbstractResponse response =
        await()
            .atMost(REQUEST_MS_MAX, TimeUnit.MILLISECONDS)
            .until(
                () -> send(request),
                answered -> !answered.errorCounts().containsKey(Errors.INVALID_TXN_STATE));
    if (response.errorCounts().keySet().stream().anyMatch(error -> error != Errors.NONE)) {
      throw new IllegalStateException("the broker did not take it: " + response);
    }
  }
}
