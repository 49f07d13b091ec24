data "aws_partition" "current" {}

# What AWS would be asked, unless it is given.
data "aws_caller_identity" "current" {
  count = var.account_id == null ? 1 : 0
}

data "aws_availability_zones" "available" {
  count = var.availability_zones == null ? 1 : 0
  state = "available"

  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }
}

locals {
  prefix             = "${var.name}-${var.environment}"
  account_id         = var.account_id != null ? var.account_id : data.aws_caller_identity.current[0].account_id
  availability_zones = var.availability_zones != null ? var.availability_zones : slice(data.aws_availability_zones.available[0].names, 0, 3)

  contracts = "${path.root}/../schemas/src/main/resources"
  catalogue = var.catalogue != null ? var.catalogue : "${local.contracts}/catalogue.yaml"
  schemas   = "${local.contracts}/frozen"
  known     = yamldecode(file(local.catalogue))

  # What EventBridge can filter: a topic of JSON, by its name.
  json_topics = [for name in keys(local.known.topics) : name if endswith(name, ".json")]

  image = var.image != null ? var.image : "${aws_ecr_repository.apps.repository_url}:${var.image_tag}"

  iam = "arn:${data.aws_partition.current.partition}:iam::${local.account_id}"

  # Who may be taken for an app: its own role, which only the processes that run it take on.
  app_roles = {
    for app in distinct(flatten([for process in keys(local.processes) : local.known.processes[process]])) :
    app => "${local.prefix}-app-${app}"
  }
}
