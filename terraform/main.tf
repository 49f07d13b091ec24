module "network" {
  source             = "./modules/network"
  name               = local.prefix
  cidr               = var.vpc_cidr
  region             = var.region
  availability_zones = local.availability_zones
  nat_mode           = var.nat_mode
  kms_key_arn        = aws_kms_key.data.arn
  log_retention_days = var.log_retention_days
}

module "msk" {
  source             = "./modules/msk"
  name               = local.prefix
  settings           = var.msk
  vpc_id             = module.network.vpc_id
  subnet_ids         = module.network.private_subnet_ids
  kms_key_arn        = aws_kms_key.data.arn
  log_retention_days = var.log_retention_days
}

module "access" {
  source      = "./modules/kafka-access"
  cluster_arn = module.msk.arn
  catalogue   = local.catalogue
}

# Serverless has no calls for topics: there, `orders topics apply` makes them.
module "topics" {
  source      = "./modules/topics"
  count       = module.msk.type == "serverless" ? 0 : 1
  name        = local.prefix
  cluster_arn = module.msk.arn
  catalogue   = local.catalogue
  partitions  = var.partitions
  tiered      = module.msk.tiered
}

module "registry" {
  source  = "./modules/schema-registry"
  count   = var.schema_registry == "glue" ? 1 : 0
  name    = local.prefix
  schemas = local.schemas
}

module "edge" {
  source                 = "./modules/edge"
  name                   = local.prefix
  vpc_id                 = module.network.vpc_id
  public                 = var.api.public
  subnet_ids             = var.api.public ? module.network.public_subnet_ids : module.network.private_subnet_ids
  allowed_cidrs          = var.api.allowed_cidrs != null ? var.api.allowed_cidrs : (var.api.public ? ["0.0.0.0/0"] : [var.vpc_cidr])
  certificate_arn        = var.api.certificate_arn
  requests_per_ip        = var.api.requests_per_ip
  deletion_protection    = var.deletion_protection
  task_security_group_id = aws_security_group.tasks.id
  log_retention_days     = var.log_retention_days
  read_paths             = contains(keys(var.services), "query") ? ["/v1/invoices*", "/v1/customers/*", "/v1/revenue*", "/v1/shipments*"] : []
}

# Pipes read provisioned clusters; on Serverless notices stay inside.
module "integration" {
  source             = "./modules/integration"
  count              = module.msk.type == "serverless" ? 0 : length(local.json_topics)
  name               = local.prefix
  cluster_arn        = module.msk.arn
  topic              = local.json_topics[count.index]
  group              = one(local.known.apps["notices-pipe"].groups)
  access_policy      = module.access.policies["notices-pipe"]
  filters            = var.notice_filters
  subscriptions      = var.subscriptions
  archive_days       = 30
  kms_key_arn        = aws_kms_key.data.arn
  log_retention_days = var.log_retention_days

  depends_on = [module.topics]
}

module "archive" {
  source              = "./modules/archive"
  name                = local.prefix
  kms_key_arn         = aws_kms_key.data.arn
  deletion_protection = var.deletion_protection
  schedule            = var.archive_schedule
  job = {
    cluster_arn         = aws_ecs_cluster.this.arn
    task_definition_arn = module.task["archive"].arn
    role_arns           = [module.task["archive"].task_role_arn, module.task["archive"].execution_role_arn]
    subnet_ids          = module.network.private_subnet_ids
    security_group_ids  = local.task_groups
  }
}

module "observability" {
  source                 = "./modules/observability"
  name                   = local.prefix
  region                 = var.region
  catalogue              = local.catalogue
  cluster                = { name = module.msk.name, type = module.msk.type, brokers = module.msk.brokers }
  services               = { cluster = aws_ecs_cluster.this.name, minimum = { for role, service in merge(local.services, local.registry_service) : role => service.tasks_min } }
  load_balancer_suffix   = module.edge.load_balancer_suffix
  dead_letter_queues     = merge(module.integration[*].dead_letter_queues...)
  metrics_collected      = var.collector_image != null
  lag_seconds_max        = var.alarms.lag_seconds_max
  lag_records_max        = var.alarms.lag_records_max
  stable_lag_seconds_max = var.alarms.stable_lag_seconds_max
  email                  = var.alarms.email
  kms_key_arn            = aws_kms_key.data.arn
}
