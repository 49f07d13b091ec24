# One process of the apps as a task: not root, nothing writable but its state and /tmp, secrets by reference.

locals {
  state_folder = "/var/lib/orders"

  # Fargate gives 120 s at most between SIGTERM and SIGKILL; the process drains in less by itself.
  stop_timeout_seconds = 120

  app = {
    name                   = "app"
    image                  = var.image
    command                = var.command
    essential              = true
    readonlyRootFilesystem = true
    stopTimeout            = local.stop_timeout_seconds
    environment            = [for key in sort(keys(var.environment)) : { name = key, value = var.environment[key] }]
    secrets                = [for key in sort(keys(var.secrets)) : { name = key, valueFrom = var.secrets[key] }]
    portMappings           = [for port in var.ports : { containerPort = port, hostPort = port, protocol = "tcp" }]
    linuxParameters        = { initProcessEnabled = true, capabilities = { drop = ["ALL"], add = [] } }
    ulimits                = [{ name = "nofile", softLimit = 65536, hardLimit = 65536 }]
    mountPoints = [
      { sourceVolume = "state", containerPath = local.state_folder, readOnly = false },
      { sourceVolume = "tmp", containerPath = "/tmp", readOnly = false },
    ]
    logConfiguration = local.log_configuration["app"]
  }

  # Without shell: the image need not have one. Starting covers restoring state from changelogs.
  health = length(var.health_command) == 0 ? {} : {
    healthCheck = { command = concat(["CMD"], var.health_command), interval = 30, timeout = 10, retries = 5, startPeriod = 300 }
  }

  collector = var.collector == null ? [] : [{
    name                   = "collector"
    image                  = var.collector.image
    essential              = false
    readonlyRootFilesystem = true
    environment            = [{ name = "AOT_CONFIG_CONTENT", value = var.collector.config }]
    logConfiguration       = local.log_configuration["collector"]
  }]

  log_configuration = {
    for stream in ["app", "collector"] : stream => {
      logDriver = "awslogs"
      options = {
        "awslogs-group"         = aws_cloudwatch_log_group.this.name
        "awslogs-region"        = var.region
        "awslogs-stream-prefix" = stream
        # A log that cannot be sent must not stop orders.
        "mode"            = "non-blocking"
        "max-buffer-size" = "16m"
      }
    }
  }

  containers = concat([merge(local.app, local.health)], local.collector)
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
}

resource "aws_ecs_task_definition" "this" {
  family                   = var.name
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.cpu
  memory                   = var.memory_mib
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.task.arn
  container_definitions    = jsonencode(local.containers)

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = var.architecture
  }

  ephemeral_storage {
    size_in_gib = var.ephemeral_gib
  }

  volume {
    name                = "state"
    configure_at_launch = var.ebs_volume
  }

  volume {
    name = "tmp"
  }
}
