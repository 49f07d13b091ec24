package orders.local.terraform;

import java.util.List;
import orders.local.terraform.IamSimulator.Request;

/// What no app may do, each for a reason that somebody could ask for.
final class Forbidden {

  private static final String REQUESTS =
      """
      view-billing       WriteData             topic            orders.events
      view-orders        WriteData             topic            orders.events
      view-inventory     WriteData             topic            stock.events
      view-shipping      WriteData             topic            stock.events
      view-billing       WriteData             topic            orders.summaries.v1
      billing-service    WriteData             topic            orders.events
      billing-service    ReadData              topic            orders.commands
      billing-service    ReadData              topic            orders.summaries.v1
      billing-service    ReadData              topic            billing.accounts.v1
      billing-service    WriteData             topic            shipping.jobs
      shipping-service   WriteData             topic            payments.requests
      shipping-service   ReadData              topic            payments.results
      payments-worker    ReadData              topic            orders.events
      payments-worker    ReadData              topic            orders.commands
      payments-worker    WriteData             topic            orders.commands
      shipping-worker    ReadData              topic            payments.requests
      shipping-worker    WriteData             topic            payments.results
      replay             WriteData             topic            payments.requests
      replay             WriteData             topic            shipping.jobs
      replay             WriteData             topic            orders.commands
      replay             WriteData             topic            orders.events
      replay             WriteData             topic            orders.notices
      replay             DeleteTopic           topic            orders.events
      replay             DeleteTopic           topic            stock.events
      notices-pipe       ReadData              topic            orders.events
      notices-pipe       ReadData              topic            orders.notices
      notices-pipe       WriteData             topic            orders.notices.json
      order-service      DeleteTopic           topic            orders.events
      order-service      AlterTopic            topic            orders.events
      order-service      WriteData             topic            stock.events
      order-service      DeleteTopic           topic            order-service-order-state-changelog
      inventory-service  WriteData             topic            orders.events
      inventory-service  ReadData              topic            order-service-order-state-changelog
      gateway            WriteData             topic            orders.events
      gateway            WriteData             topic            orders.outcomes
      gateway            DeleteTopic           topic            orders.events
      gateway            WriteData             topic            payments.requests
      query              WriteData             topic            billing.invoices.v1
      query              WriteData             topic            orders.commands
      auditor            WriteData             topic            orders.summaries.v1
      archive            WriteData             topic            orders.events
      archive            DeleteTopic           topic            orders.events
      restore            DeleteTopic           topic            orders.events
      restore            WriteData             topic            payments.requests
      dlq                WriteData             topic            orders.events
      dlq                WriteData             topic            orders.commands.dlq
      common             ReadData              topic            orders.events
      common             WriteData             topic            control.aliases
      view-billing       AlterTransactionalId  transactional-id order-service-1
      gateway            AlterTransactionalId  transactional-id payments-worker-1
      billing-service    AlterTransactionalId  transactional-id replay-1
      query              AlterTransactionalId  transactional-id orders-schemas
      shipping-service   AlterGroup            group            billing-service
      query              AlterGroup            group            order-service
      view-orders        DeleteGroup           group            view-orders-v1
      replay             AlterGroup            group            order-service
      restore            AlterGroup            group            payments-worker
      order-service      AlterCluster          cluster          -
      replay             AlterClusterDynamicConfiguration cluster -
      gateway            DescribeCluster       cluster          -
      archive            WriteDataIdempotently cluster          -
      query              CreateTopic           topic            anything
      order-service      CreateTopic           topic            orders.events.v2
      """;

  private Forbidden() {}

  static final List<Request> NAMED =
      REQUESTS.lines().map(line -> request(line.trim().split(" +", 4))).toList();

  private static Request request(String[] words) {
    String resource =
        words[2].equals("cluster") ? IamActions.CLUSTER : IamActions.inside(words[2], words[3]);
    return new Request(words[0], "kafka-cluster:" + words[1], resource);
  }
}
