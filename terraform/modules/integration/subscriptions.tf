# Who is told. What a queue's reader gives up on, and what the bus cannot deliver, lies in a dead-letter queue.

locals {
  queues = { for name, subscription in var.subscriptions : name => subscription if subscription.to == "sqs" }
  topics = { for name, subscription in var.subscriptions : name => subscription if subscription.to == "sns" }

  target_arn = merge(
    { for name, queue in aws_sqs_queue.this : name => queue.arn },
    { for name, topic in aws_sns_topic.this : name => topic.arn },
  )
}

resource "aws_cloudwatch_event_rule" "this" {
  for_each       = var.subscriptions
  name           = "${var.name}-${each.key}"
  event_bus_name = aws_cloudwatch_event_bus.this.name
  event_pattern = jsonencode(merge(
    { source = [local.source], "detail-type" = [local.detail_type] },
    length(each.value.types) == 0 ? {} : { detail = { type = each.value.types } },
  ))
}

resource "aws_cloudwatch_event_target" "this" {
  for_each       = var.subscriptions
  rule           = aws_cloudwatch_event_rule.this[each.key].name
  event_bus_name = aws_cloudwatch_event_bus.this.name
  target_id      = each.key
  arn            = local.target_arn[each.key]

  retry_policy {
    maximum_event_age_in_seconds = 86400
    maximum_retry_attempts       = 185
  }

  dead_letter_config {
    arn = aws_sqs_queue.dead[each.key].arn
  }
}

resource "aws_sqs_queue" "dead" {
  for_each                  = var.subscriptions
  name                      = "${var.name}-${each.key}-dead"
  message_retention_seconds = 1209600
  kms_master_key_id         = var.kms_key_arn
}

resource "aws_sqs_queue" "this" {
  for_each                   = local.queues
  name                       = "${var.name}-${each.key}"
  message_retention_seconds  = 345600
  visibility_timeout_seconds = 60
  kms_master_key_id          = var.kms_key_arn
  redrive_policy             = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead[each.key].arn, maxReceiveCount = 5 })
}

resource "aws_sns_topic" "this" {
  for_each          = local.topics
  name              = "${var.name}-${each.key}"
  kms_master_key_id = var.kms_key_arn
}

# Only the bus sends, and only for its rule.
resource "aws_sqs_queue_policy" "this" {
  for_each  = merge(aws_sqs_queue.this, { for name, queue in aws_sqs_queue.dead : "${name}-dead" => queue })
  queue_url = each.value.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "events.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = each.value.arn
      Condition = { ArnEquals = { "aws:SourceArn" = aws_cloudwatch_event_rule.this[trimsuffix(each.key, "-dead")].arn } }
    }]
  })
}

resource "aws_sns_topic_policy" "this" {
  for_each = aws_sns_topic.this
  arn      = each.value.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "events.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = each.value.arn
      Condition = { ArnEquals = { "aws:SourceArn" = aws_cloudwatch_event_rule.this[each.key].arn } }
    }]
  })
}
