# The apps: one image, a service for each role, and a task for each job that an operator runs.

resource "aws_ecr_repository" "apps" {
  name                 = local.prefix
  image_tag_mutability = "IMMUTABLE"
  force_delete         = !var.deletion_protection

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = aws_kms_key.data.arn
  }
}

resource "aws_ecr_lifecycle_policy" "apps" {
  repository = aws_ecr_repository.apps.name
  policy = jsonencode({
    rules = [{
      rulePriority = 1
      description  = "Thirty versions back are enough to go back to"
      selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 30 }
      action       = { type = "expire" }
    }]
  })
}

resource "aws_ecs_cluster" "this" {
  name = local.prefix

  setting {
    name  = "containerInsights"
    value = "enabled"
  }

  configuration {
    managed_storage_configuration {
      fargate_ephemeral_storage_kms_key_id = aws_kms_key.data.id
    }
  }
}

resource "aws_service_discovery_private_dns_namespace" "this" {
  name        = "${local.prefix}.internal"
  description = "Any instance of a service; instances find each other through Kafka"
  vpc         = module.network.vpc_id
}

resource "aws_security_group" "tasks" {
  name        = "${local.prefix}-tasks"
  description = "The apps"
  vpc_id      = module.network.vpc_id
  tags        = { Name = "${local.prefix}-tasks" }
}

# Kafka Streams tells each instance where a key lies, by address and port: the instances ask each other. A connection on
# which nothing is said tells each of them when another one has died.
resource "aws_vpc_security_group_ingress_rule" "peers" {
  security_group_id            = aws_security_group.tasks.id
  description                  = "Questions of other instances"
  referenced_security_group_id = aws_security_group.tasks.id
  ip_protocol                  = "tcp"
  from_port                    = 8481
  to_port                      = 8481
}

resource "aws_vpc_security_group_egress_rule" "peers" {
  security_group_id            = aws_security_group.tasks.id
  description                  = "Questions to other instances"
  referenced_security_group_id = aws_security_group.tasks.id
  ip_protocol                  = "tcp"
  from_port                    = 8481
  to_port                      = 8481
}

resource "aws_vpc_security_group_ingress_rule" "registry" {
  count                        = length(local.registry_service)
  security_group_id            = aws_security_group.tasks.id
  description                  = "Schemas, for whoever may reach the brokers"
  referenced_security_group_id = module.msk.client_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = local.registry_port
  to_port                      = local.registry_port
}

resource "aws_vpc_security_group_egress_rule" "registry" {
  count                        = length(local.registry_service)
  security_group_id            = module.msk.client_security_group_id
  description                  = "Schemas"
  referenced_security_group_id = aws_security_group.tasks.id
  ip_protocol                  = "tcp"
  from_port                    = local.registry_port
  to_port                      = local.registry_port
}

resource "aws_vpc_security_group_egress_rule" "https" {
  security_group_id = aws_security_group.tasks.id
  description       = "AWS, the payment provider and the carrier"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

module "task" {
  source             = "./modules/ecs-task"
  for_each           = local.processes
  name               = "${local.prefix}-${each.key}"
  image              = local.image
  architecture       = var.image_architecture
  command            = each.value.command
  cpu                = each.value.cpu
  memory_mib         = each.value.memory_mib
  ephemeral_gib      = each.value.ephemeral_gib
  ebs_volume         = each.value.ebs_gib > 0
  environment        = merge(local.environment, each.value.environment)
  secrets            = each.value.secrets
  ports              = !each.value.service ? [] : each.key == "registry" ? [local.registry_port, 8481] : [8480, 8481]
  health_command     = each.value.service ? var.health_command : []
  policies           = local.process_policies[each.key]
  collector          = each.value.service ? local.collector[each.key] : null
  region             = var.region
  kms_key_arn        = aws_kms_key.data.arn
  log_retention_days = var.log_retention_days
}

module "service" {
  source              = "./modules/ecs-service"
  for_each            = merge(local.services, local.registry_service)
  name                = "${local.prefix}-${each.key}"
  cluster             = { arn = aws_ecs_cluster.this.arn, name = aws_ecs_cluster.this.name }
  task_definition_arn = module.task[each.key].arn
  tasks               = { min = each.value.tasks_min, max = each.value.tasks_max }
  stateful            = each.key != "registry"
  subnet_ids          = module.network.private_subnet_ids
  security_group_ids  = local.task_groups
  target              = contains(["gateway", "query"], each.key) ? { group_arn = module.edge.target_group_arns[each.key], port = 8480 } : null
  ebs_gib             = each.value.ebs_gib
  kms_key_arn         = aws_kms_key.data.arn
  namespace_id        = aws_service_discovery_private_dns_namespace.this.id

  # A process refuses to start where topics or rights are missing.
  depends_on = [module.topics, module.registry, aws_iam_role_policy.app]
}
