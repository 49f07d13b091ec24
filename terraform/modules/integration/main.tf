# Notices leave the cluster here: topic -> pipe -> bus -> queues and topics of others. A batch that the bus
# refuses is tried again until it expires, and its partition waits; so the topic is one of its own, sparse,
# and never the event log.

locals {
  source      = "orders"
  detail_type = "OrderNotice"
}

resource "aws_cloudwatch_event_bus" "this" {
  name               = var.name
  description        = "Notices of orders"
  kms_key_identifier = var.kms_key_arn
}

resource "aws_cloudwatch_event_archive" "this" {
  name             = "${var.name}-notices"
  event_source_arn = aws_cloudwatch_event_bus.this.arn
  retention_days   = var.archive_days
  event_pattern    = jsonencode({ source = [local.source] })
}

resource "aws_cloudwatch_log_group" "pipe" {
  name              = "/${var.name}/pipe"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
}

resource "aws_pipes_pipe" "this" {
  name          = "${var.name}-notices"
  description   = "Notices of ${var.topic} to the bus"
  role_arn      = aws_iam_role.pipe.arn
  source        = var.cluster_arn
  target        = aws_cloudwatch_event_bus.this.arn
  desired_state = "RUNNING"

  source_parameters {
    dynamic "filter_criteria" {
      for_each = length(var.filters) == 0 ? [] : [1]
      content {
        dynamic "filter" {
          for_each = var.filters
          content {
            pattern = filter.value
          }
        }
      }
    }

    # Without credentials the pipe comes in with its role.
    managed_streaming_kafka_parameters {
      topic_name                         = var.topic
      consumer_group_id                  = var.group
      starting_position                  = "TRIM_HORIZON"
      batch_size                         = 10
      maximum_batching_window_in_seconds = 1
    }
  }

  target_parameters {
    eventbridge_event_bus_parameters {
      source      = local.source
      detail_type = local.detail_type
    }

    # A receiver knows it again by order and version.
    input_template = "{\"orderId\": <$.value.orderId>, \"type\": <$.value.type>, \"version\": <$.value.version>, \"link\": <$.value.link>}"
  }

  log_configuration {
    level = "ERROR"

    cloudwatch_logs_log_destination {
      log_group_arn = aws_cloudwatch_log_group.pipe.arn
    }
  }

  depends_on = [aws_iam_role_policy.pipe]
}

resource "aws_iam_role" "pipe" {
  name = "${var.name}-pipe"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "pipes.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "pipe" {
  for_each = {
    topic = var.access_policy
    bus = jsonencode({
      Version = "2012-10-17"
      Statement = [
        { Effect = "Allow", Action = ["events:PutEvents"], Resource = [aws_cloudwatch_event_bus.this.arn] },
        { Effect = "Allow", Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = [var.kms_key_arn] },
        {
          Effect   = "Allow"
          Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
          Resource = ["${aws_cloudwatch_log_group.pipe.arn}:*"]
        },
      ]
    })
    # The pollers stand in the cluster's subnets. These calls know no narrower resource.
    network = jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          # The last is what AWS's pollers ask beside the rights of a reader.
          Effect   = "Allow"
          Action   = ["kafka:DescribeCluster", "kafka:DescribeClusterV2", "kafka:GetBootstrapBrokers", "kafka-cluster:DescribeClusterDynamicConfiguration"]
          Resource = [var.cluster_arn]
        },
        {
          Effect = "Allow"
          Action = [
            "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs",
          ]
          Resource = ["*"]
        },
      ]
    })
  }
  name   = each.key
  role   = aws_iam_role.pipe.id
  policy = each.value
}
