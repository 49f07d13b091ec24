# A service of one role. Kafka Streams wants few rebalances: a task is stopped before its successor starts,
# and only when that one is healthy comes the next. Standby copies answer and take over meanwhile.

data "aws_partition" "current" {}

locals {
  # Of stateful ones all stay but one: rounded up by ECS, a higher share would let none go. A stateless
  # one is started before its predecessor stops.
  minimum_healthy_percent = var.stateful ? floor(100 * max(var.tasks.min - 1, 0) / max(var.tasks.min, 1)) : 100
  maximum_percent         = var.stateful ? 100 : 200
}

resource "aws_ecs_service" "this" {
  name                               = var.name
  cluster                            = var.cluster.arn
  task_definition                    = var.task_definition_arn
  desired_count                      = var.tasks.min
  launch_type                        = "FARGATE"
  platform_version                   = "1.4.0"
  propagate_tags                     = "SERVICE"
  enable_ecs_managed_tags            = true
  deployment_minimum_healthy_percent = local.minimum_healthy_percent
  deployment_maximum_percent         = local.maximum_percent
  health_check_grace_period_seconds  = var.target == null ? null : 600
  # ECS would stop tasks that run well to even zones out, and each stop moves state.
  availability_zone_rebalancing = var.stateful ? "DISABLED" : "ENABLED"
  # Brokers may not be there yet when this is first applied; ECS tries on by itself.
  wait_for_steady_state = false

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = var.security_group_ids
    assign_public_ip = false
  }

  service_registries {
    registry_arn = aws_service_discovery_service.this.arn
  }

  dynamic "load_balancer" {
    for_each = var.target == null ? [] : [var.target]
    content {
      target_group_arn = load_balancer.value.group_arn
      container_name   = "app"
      container_port   = load_balancer.value.port
    }
  }

  dynamic "volume_configuration" {
    for_each = var.ebs_gib > 0 ? [1] : []
    content {
      name = "state"
      managed_ebs_volume {
        role_arn         = aws_iam_role.volumes[0].arn
        size_in_gb       = var.ebs_gib
        volume_type      = "gp3"
        file_system_type = "xfs"
        encrypted        = true
        kms_key_id       = var.kms_key_arn
      }
    }
  }

  lifecycle {
    # Autoscaling keeps it between the two bounds, and what it has decided is not to be undone.
    ignore_changes = [desired_count]
  }
}

resource "aws_service_discovery_service" "this" {
  name = var.name

  dns_config {
    namespace_id   = var.namespace_id
    routing_policy = "MULTIVALUE"

    dns_records {
      type = "A"
      ttl  = 10
    }
  }

  health_check_custom_config {
    failure_threshold = 1
  }
}

# ECS makes and deletes the volumes; they end with their tasks, which is why state is a cache of a topic.
resource "aws_iam_role" "volumes" {
  count = var.ebs_gib > 0 ? 1 : 0
  name  = "${var.name}-volumes"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "volumes" {
  count      = var.ebs_gib > 0 ? 1 : 0
  role       = aws_iam_role.volumes[0].name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes"
}

# What that policy lacks: volumes under a key of the customer's.
resource "aws_iam_role_policy" "volumes_key" {
  count = var.ebs_gib > 0 ? 1 : 0
  name  = "key"
  role  = aws_iam_role.volumes[0].name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "use"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo"]
        Resource = [var.kms_key_arn]
      },
      {
        Sid       = "lend"
        Effect    = "Allow"
        Action    = ["kms:CreateGrant"]
        Resource  = [var.kms_key_arn]
        Condition = { Bool = { "kms:GrantIsForAWSResource" = "true" } }
      },
    ]
  })
}

resource "aws_appautoscaling_target" "tasks" {
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${var.cluster.name}/${aws_ecs_service.this.name}"
  min_capacity       = var.tasks.min
  max_capacity       = var.tasks.max
}

resource "aws_appautoscaling_policy" "cpu" {
  name               = "${var.name}-cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.tasks.service_namespace
  scalable_dimension = aws_appautoscaling_target.tasks.scalable_dimension
  resource_id        = aws_appautoscaling_target.tasks.resource_id

  target_tracking_scaling_policy_configuration {
    target_value       = 60
    scale_out_cooldown = var.stateful ? 600 : 120
    # Every task that goes moves its partitions: slowly.
    scale_in_cooldown = var.stateful ? 1800 : 300

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}
