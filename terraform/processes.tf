# What each process is told: which role, which cluster, who it is there.

locals {
  task_groups = [aws_security_group.tasks.id, module.msk.client_security_group_id]

  services = {
    for role, service in var.services : role => merge(service, {
      service = true
      command = ["serve", role]
      secrets = var.callback_secret_arn == null || role != "gateway" ? {} : { ORDERS_CALLBACK_SECRET = var.callback_secret_arn }
    })
  }

  # Run by hand or by the clock: `aws ecs run-task`, with the command that the job is for.
  jobs = {
    for job, command in {
      archive = ["archive", "--help"]
      dlq     = ["dlq", "ls"]
      replay  = ["replay", "--help"]
      restore = ["restore", "--help"]
    } :
    job => {
      service       = false
      command       = command
      cpu           = 1024
      memory_mib    = 4096
      ephemeral_gib = 50
      ebs_gib       = 0
      environment   = job == "replay" ? { JAVA_TOOL_OPTIONS = local.replay_jvm } : {}
      secrets       = {}
    }
  }

  # Off the heap lie RocksDB's caches and Kafka's buffers.
  jvm = "-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError"

  # Rows of a whole log lie on the heap, and code is compiled while it runs. The image's archive of
  # classes knows other headers: it is left without a word.
  replay_jvm = "${local.jvm} -XX:+UseCompactObjectHeaders -XX:FreqInlineSize=100 -Xlog:cds=off"

  # What lies in a topic, for clients of the topics that know Confluent's API: to be read. No app needs it.
  registry_service = {
    for role in var.schema_registry == "service" ? ["registry"] : [] : role => {
      service       = true
      command       = ["schemas", "serve", "--port=${local.registry_port}"]
      secrets       = {}
      cpu           = 256
      memory_mib    = 1024
      tasks_min     = 2
      tasks_max     = 2
      ephemeral_gib = 21
      ebs_gib       = 0
      environment   = { ORDERS_MANAGEMENT_PORT = "8481" }
    }
  }
  registry_port = 8485
  registry_url  = length(local.registry_service) == 0 ? null : "http://${local.prefix}-registry.${local.prefix}.internal:${local.registry_port}"

  processes = merge(local.services, local.registry_service, local.jobs)

  environment = merge(
    {
      ORDERS_CONFIG_TEXT     = local.task_properties
      ORDERS_HOST            = "0.0.0.0"
      ORDERS_PARTITIONS      = tostring(var.partitions)
      ORDERS_SCHEMA_REGISTRY = local.registry
      ORDERS_STATE_DIR       = "/var/lib/orders/state"
      ORDERS_STORES          = var.stores
      JAVA_TOOL_OPTIONS      = local.jvm
    },
    var.payments_url == null ? {} : { ORDERS_PAYMENTS_URL = var.payments_url },
    var.carrier_url == null ? {} : { ORDERS_CARRIER_URL = var.carrier_url },
    local.registry_url == null ? {} : { ORDERS_REGISTRY_ADVERTISED = local.registry_url },
  )

  registry = var.schema_registry == "glue" ? "glue:${one(module.registry).name}" : var.schema_registry == "service" ? "topic" : var.schema_registry

  # The same file for people and for tasks, but for who they are.
  connection = {
    "bootstrap.servers"                  = module.msk.bootstrap
    "security.protocol"                  = "SASL_SSL"
    "sasl.mechanism"                     = "AWS_MSK_IAM"
    "sasl.client.callback.handler.class" = "software.amazon.msk.auth.iam.IAMClientCallbackHandler"
  }

  login = "software.amazon.msk.auth.iam.IAMLoginModule required"

  client_properties = merge(local.connection, {
    "sasl.jaas.config" = "${local.login};"
    "schema.registry"  = local.registry
  })

  task_properties = join("\n", [
    for key, value in merge(local.connection, {
      "sasl.jaas.config" = var.principals == "process" ? "${local.login};" : join(" ", [
        local.login,
        "awsRoleArn=\"${local.iam}:role/${local.prefix}-app-{app}\"",
        "awsRoleSessionName=\"{app}\"",
        "awsStsRegion=\"${var.region}\";",
      ])
    }) : "${key}=${value}"
  ])

  process_policies = {
    for process in keys(local.processes) : process => merge(
      var.principals == "app" ? { apps = local.become[process] } : {
        for app in local.known.processes[process] : "app-${app}" => module.access.policies[app]
      },
      var.schema_registry == "glue" ? { schemas = one(module.registry).policy } : {},
      local.archive_policies[process],
    )
  }

  become = {
    for process in keys(local.processes) : process => jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect   = "Allow"
        Action   = ["sts:AssumeRole"]
        Resource = [for app in local.known.processes[process] : "${local.iam}:role/${local.app_roles[app]}"]
      }]
    })
  }

  # Files are written by one job and read by the other; nobody deletes any.
  archive_policies = {
    for process in keys(local.processes) : process => {
      for name, actions in { archive = ["s3:GetObject", "s3:PutObject"], restore = ["s3:GetObject"] } :
      "files" => jsonencode({
        Version = "2012-10-17"
        Statement = [
          { Effect = "Allow", Action = actions, Resource = ["${module.archive.bucket_arn}/*"] },
          { Effect = "Allow", Action = ["s3:ListBucket"], Resource = [module.archive.bucket_arn] },
          { Effect = "Allow", Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = [aws_kms_key.data.arn] },
        ]
      }) if name == process
    }
  }
}

# Each app is somebody on the cluster; a process that runs several is each of them in turn.
resource "aws_iam_role" "app" {
  for_each = var.principals == "app" ? local.app_roles : {}
  name     = each.value
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { AWS = [for process, apps in local.known.processes : module.task[process].task_role_arn if contains(apps, each.key) && contains(keys(local.processes), process)] }
    }]
  })
}

resource "aws_iam_role_policy" "app" {
  for_each = aws_iam_role.app
  name     = "kafka"
  role     = each.value.id
  policy   = module.access.policies[each.key]
}
