# One cluster. Clients come in with IAM over TLS, and in no other way.

resource "aws_cloudwatch_log_group" "brokers" {
  count             = local.logs ? 1 : 0
  name              = "/${var.name}/brokers"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
}

locals {
  logs = var.settings.type != "serverless" && var.settings.broker_logs
}

resource "aws_msk_cluster" "this" {
  count                  = var.settings.type == "serverless" ? 0 : 1
  cluster_name           = var.name
  kafka_version          = var.settings.kafka_version
  number_of_broker_nodes = var.settings.brokers
  enhanced_monitoring    = var.settings.enhanced_monitoring
  storage_mode           = local.standard ? (var.settings.tiered ? "TIERED" : "LOCAL") : null

  broker_node_group_info {
    instance_type   = var.settings.instance_type
    client_subnets  = var.subnet_ids
    security_groups = [aws_security_group.brokers.id]

    connectivity_info {
      public_access {
        type = "DISABLED"
      }

      # For the replicator of another region, which comes in through it.
      dynamic "vpc_connectivity" {
        for_each = var.settings.multi_vpc ? [1] : []
        content {
          client_authentication {
            sasl {
              iam = true
            }
          }
        }
      }
    }

    dynamic "storage_info" {
      for_each = local.standard ? [1] : []
      content {
        ebs_storage_info {
          volume_size = var.settings.volume_gib

          # Written out also when it is off: MSK says so after a change, and a plan would differ for ever.
          provisioned_throughput {
            enabled           = var.settings.throughput_mib_s != null
            volume_throughput = var.settings.throughput_mib_s
          }
        }
      }
    }
  }

  configuration_info {
    arn      = aws_msk_configuration.this[0].arn
    revision = aws_msk_configuration.this[0].latest_revision
  }

  client_authentication {
    unauthenticated = false

    sasl {
      iam   = true
      scram = false
    }
  }

  encryption_info {
    encryption_at_rest_kms_key_arn = var.kms_key_arn

    encryption_in_transit {
      client_broker = "TLS"
      in_cluster    = true
    }
  }

  dynamic "open_monitoring" {
    for_each = var.settings.open_monitoring ? [1] : []
    content {
      prometheus {
        jmx_exporter {
          enabled_in_broker = true
        }
        node_exporter {
          enabled_in_broker = true
        }
      }
    }
  }

  dynamic "logging_info" {
    for_each = local.logs ? [1] : []
    content {
      broker_logs {
        cloudwatch_logs {
          enabled   = true
          log_group = aws_cloudwatch_log_group.brokers[0].name
        }
      }
    }
  }

  # Fifteen minutes on a good day; an upgrade restarts the brokers one after the other.
  timeouts {
    create = "3h"
    update = "6h"
    delete = "2h"
  }

  lifecycle {
    # Storage grows by itself and cannot shrink: what it has grown to is not to be undone.
    ignore_changes = [broker_node_group_info[0].storage_info[0].ebs_storage_info[0].volume_size]

    precondition {
      condition     = length(distinct(var.subnet_ids)) == 3
      error_message = "Brokers stand in three subnets, one in each zone."
    }
  }
}

resource "aws_msk_serverless_cluster" "this" {
  count        = var.settings.type == "serverless" ? 1 : 0
  cluster_name = var.name

  vpc_config {
    subnet_ids         = var.subnet_ids
    security_group_ids = [aws_security_group.brokers.id]
  }

  client_authentication {
    sasl {
      iam {
        enabled = true
      }
    }
  }
}

resource "aws_appautoscaling_target" "storage" {
  count              = local.standard ? 1 : 0
  service_namespace  = "kafka"
  scalable_dimension = "kafka:broker-storage:VolumeSize"
  resource_id        = aws_msk_cluster.this[0].arn
  min_capacity       = 1
  max_capacity       = var.settings.volume_gib_max
}

resource "aws_appautoscaling_policy" "storage" {
  count              = local.standard ? 1 : 0
  name               = "${var.name}-storage"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.storage[0].service_namespace
  scalable_dimension = aws_appautoscaling_target.storage[0].scalable_dimension
  resource_id        = aws_appautoscaling_target.storage[0].resource_id

  target_tracking_scaling_policy_configuration {
    target_value     = 60
    disable_scale_in = true

    predefined_metric_specification {
      predefined_metric_type = "KafkaBrokerStorageUtilization"
    }
  }
}
