# One page: is it up, is it behind, is there room.

locals {
  by_broker = {
    for title, metric in {
      "CPU of brokers (user)" = "CpuUser"
      "Disk used (%)"         = "KafkaDataLogsDiskUsed"
      "Heap after GC (%)"     = "HeapMemoryAfterGC"
      "Bytes in"              = "BytesInPerSec"
      "Bytes out"             = "BytesOutPerSec"
      "Under-replicated"      = "UnderReplicatedPartitions"
    } :
    title => [for broker in range(1, var.cluster.brokers + 1) : ["AWS/Kafka", metric, "Cluster Name", var.cluster.name, "Broker ID", tostring(broker)]]
  }

  panels = concat(
    [
      { title = "Requests", metrics = [["AWS/ApplicationELB", "RequestCount", "LoadBalancer", var.load_balancer_suffix, { stat = "Sum" }]] },
      {
        title = "Time to answer (p50, p99)"
        metrics = [
          for stat in ["p50", "p99"] : ["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", var.load_balancer_suffix, { stat = stat }]
        ]
      },
      {
        title   = "Running tasks"
        metrics = [for service in keys(var.services.minimum) : ["ECS/ContainerInsights", "RunningTaskCount", "ClusterName", var.services.cluster, "ServiceName", "${var.name}-${service}"]]
      },
      {
        title   = "Behind, in seconds"
        metrics = [for lag in values(local.lags) : ["AWS/Kafka", "EstimatedMaxTimeLag", "Cluster Name", var.cluster.name, "Consumer Group", lag.group, "Topic", lag.topic, { stat = "Maximum" }]]
      },
      {
        title = "Last stable offset stands still, in seconds"
        metrics = [
          for service in ["gateway", "query"] : [var.name, "orders_stable_offset_stuck_seconds", "service", service, { stat = "Maximum" }]
        ]
      },
    ],
    local.standard ? [for title in sort(keys(local.by_broker)) : { title = title, metrics = local.by_broker[title] }] : [],
  )

  widgets = [
    for index, panel in local.panels : {
      type   = "metric"
      x      = (index % 2) * 12
      y      = floor(index / 2) * 6
      width  = 12
      height = 6
      properties = {
        title   = panel.title
        region  = var.region
        view    = "timeSeries"
        period  = 60
        metrics = panel.metrics
      }
    }
  ]
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name
  dashboard_body = jsonencode({ widgets = local.widgets })
}
