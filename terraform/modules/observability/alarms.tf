# What somebody must be told of, with the thresholds that AWS recommends for brokers and ours for the apps.

locals {
  standard    = var.cluster.type == "standard"
  provisioned = var.cluster.type != "serverless"
  cluster     = { "Cluster Name" = var.cluster.name }

  # Of the whole cluster: Maximum or Sum, never Average, which a healthy majority would hide.
  cluster_alarms = local.standard ? {
    offline-partitions = { metric = "OfflinePartitionsCount", statistic = "Sum", above = 0, minutes = 1, text = "partitions have no leader: they take and give nothing" }
    controller         = { metric = "ActiveControllerCount", statistic = "Maximum", below = 1, minutes = 5, text = "there is no controller: nothing fails over" }
  } : {}

  broker_alarms = merge(
    local.standard ? {
      under-min-isr    = { metric = "UnderMinIsrPartitionCount", above = 0, minutes = 5, text = "writes to some partitions are refused" }
      under-replicated = { metric = "UnderReplicatedPartitions", above = 0, minutes = 15, text = "copies are missing: a broker is down or slow" }
      disk             = { metric = "KafkaDataLogsDiskUsed", above = 85, minutes = 5, text = "a disk fills up" }
      heap             = { metric = "HeapMemoryAfterGC", above = 60, minutes = 15, text = "heap is short: see transactional.id.expiration.ms" }
      request-handlers = { metric = "RequestHandlerAvgIdlePercent", below = 0.3, minutes = 15, text = "request handlers are busy" }
    } : {},
    var.cluster.type == "express" ? {
      produce-throttle = { metric = "ProduceThrottleTime", above = 0, minutes = 15, text = "writers are slowed down" }
      fetch-throttle   = { metric = "FetchThrottleTime", above = 0, minutes = 15, text = "readers are slowed down" }
    } : {},
    local.provisioned ? {
      iam-connections = { metric = "IAMTooManyConnections", above = 0, minutes = 5, text = "connections are refused: too many at once" }
    } : {},
  )

  per_broker = merge([
    for broker in range(1, var.cluster.brokers + 1) : {
      for key, alarm in local.broker_alarms : "${key}-${broker}" => merge(alarm, { broker = tostring(broker) })
    }
  ]...)
}

resource "aws_sns_topic" "alarms" {
  name              = "${var.name}-alarms"
  kms_master_key_id = var.kms_key_arn
}

resource "aws_sns_topic_subscription" "email" {
  count     = var.email == null ? 0 : 1
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = var.email
}

resource "aws_cloudwatch_metric_alarm" "cluster" {
  for_each            = local.cluster_alarms
  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = "${var.cluster.name}: ${each.value.text}"
  namespace           = "AWS/Kafka"
  metric_name         = each.value.metric
  dimensions          = local.cluster
  statistic           = each.value.statistic
  comparison_operator = can(each.value.below) ? "LessThanThreshold" : "GreaterThanThreshold"
  threshold           = try(each.value.below, each.value.above)
  period              = 60
  evaluation_periods  = each.value.minutes
  treat_missing_data  = "missing"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "broker" {
  for_each            = local.per_broker
  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = "${var.cluster.name}, broker ${each.value.broker}: ${each.value.text}"
  namespace           = "AWS/Kafka"
  metric_name         = each.value.metric
  dimensions          = merge(local.cluster, { "Broker ID" = each.value.broker })
  statistic           = "Maximum"
  comparison_operator = can(each.value.below) ? "LessThanThreshold" : "GreaterThanThreshold"
  threshold           = try(each.value.below, each.value.above)
  period              = 60
  evaluation_periods  = each.value.minutes
  treat_missing_data  = "missing"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

# Two metrics make one figure.
resource "aws_cloudwatch_metric_alarm" "cpu" {
  for_each            = toset([for broker in range(1, var.cluster.brokers + 1) : tostring(broker)])
  alarm_name          = "${var.name}-cpu-${each.key}"
  alarm_description   = "${var.cluster.name}, broker ${each.key}: no room is left for the load of a broker that is lost"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 60
  evaluation_periods  = 15
  treat_missing_data  = "missing"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]

  metric_query {
    id          = "cpu"
    expression  = "user + system"
    label       = "CPU"
    return_data = true
  }

  dynamic "metric_query" {
    for_each = { user = "CpuUser", system = "CpuSystem" }
    content {
      id = metric_query.key
      metric {
        namespace   = "AWS/Kafka"
        metric_name = metric_query.value
        dimensions  = merge(local.cluster, { "Broker ID" = each.key })
        period      = 60
        stat        = "Average"
      }
    }
  }
}
