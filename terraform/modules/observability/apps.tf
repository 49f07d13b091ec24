# How far the apps are behind, and whether they run.

# Time and records: a topic with little traffic shows it in time, a flood in records. The dimensions are
# these three and no other, or there is no such metric.
resource "aws_cloudwatch_metric_alarm" "lag_seconds" {
  for_each            = local.provisioned ? local.lags : {}
  alarm_name          = "${var.name}-lag-seconds-${replace(each.key, "/", "-")}"
  alarm_description   = "${each.value.group} is behind on ${each.value.topic}, in seconds"
  namespace           = "AWS/Kafka"
  metric_name         = "EstimatedMaxTimeLag"
  dimensions          = merge(local.cluster, { "Consumer Group" = each.value.group, Topic = each.value.topic })
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.lag_seconds_max
  period              = 60
  evaluation_periods  = 5
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "lag_records" {
  for_each            = local.provisioned ? local.lags : {}
  alarm_name          = "${var.name}-lag-records-${replace(each.key, "/", "-")}"
  alarm_description   = "${each.value.group} is behind on ${each.value.topic}, in records"
  namespace           = "AWS/Kafka"
  metric_name         = "MaxOffsetLag"
  dimensions          = merge(local.cluster, { "Consumer Group" = each.value.group, Topic = each.value.topic })
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.lag_records_max
  period              = 60
  evaluation_periods  = 5
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

# A transaction that hangs holds every reader at the last stable offset. MSK has no metric of that; the
# processes that answer reads measure it.
resource "aws_cloudwatch_metric_alarm" "stable_lag" {
  count               = var.metrics_collected ? 1 : 0
  alarm_name          = "${var.name}-stable-offset-lag"
  alarm_description   = "A transaction hangs: readers of committed records stand still before it. See terraform/README.md"
  namespace           = var.name
  metric_name         = "orders_stable_offset_stuck_seconds"
  dimensions          = { service = "gateway" }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.stable_lag_seconds_max
  period              = 60
  evaluation_periods  = 2
  treat_missing_data  = "missing"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

# Rows that are not what their events amount to.
resource "aws_cloudwatch_metric_alarm" "differences" {
  count               = var.metrics_collected ? 1 : 0
  alarm_name          = "${var.name}-audit-differences"
  alarm_description   = "The auditor has found rows that differ from their events"
  namespace           = var.name
  metric_name         = "orders_audit_differences"
  dimensions          = { service = "gateway" }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "tasks" {
  for_each            = var.services.minimum
  alarm_name          = "${var.name}-tasks-${each.key}"
  alarm_description   = "Fewer tasks of ${each.key} run than should"
  namespace           = "ECS/ContainerInsights"
  metric_name         = "RunningTaskCount"
  dimensions          = { ClusterName = var.services.cluster, ServiceName = "${var.name}-${each.key}" }
  statistic           = "Minimum"
  comparison_operator = "LessThanThreshold"
  threshold           = each.value
  period              = 60
  evaluation_periods  = 15
  treat_missing_data  = "breaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "${var.name}-api-errors"
  alarm_description   = "The API answers with errors of its own"
  namespace           = "AWS/ApplicationELB"
  metric_name         = "HTTPCode_Target_5XX_Count"
  dimensions          = { LoadBalancer = var.load_balancer_suffix }
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 10
  period              = 60
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "dead_letters" {
  for_each            = var.dead_letter_queues
  alarm_name          = "${each.value}-not-empty"
  alarm_description   = "Notices could not be delivered and lie in ${each.value}"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = each.value }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
}
