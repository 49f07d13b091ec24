# Two roles: who starts the task (pulls, logs, reads its secrets), and who it then is.

data "aws_partition" "current" {}

locals {
  trust = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role" "execution" {
  name               = "${var.name}-start"
  assume_role_policy = local.trust
}

resource "aws_iam_role_policy_attachment" "execution" {
  role       = aws_iam_role.execution.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}

# The key that encrypts the secrets lets only Secrets Manager use it on this role's behalf.
resource "aws_iam_role_policy" "secrets" {
  count = length(var.secrets) == 0 ? 0 : 1
  name  = "secrets"
  role  = aws_iam_role.execution.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["secretsmanager:GetSecretValue", "ssm:GetParameters"]
        Resource = sort(distinct(values(var.secrets)))
      },
      {
        Effect    = "Allow"
        Action    = ["kms:Decrypt"]
        Resource  = [var.kms_key_arn]
        Condition = { StringLike = { "kms:ViaService" = ["secretsmanager.${var.region}.*", "ssm.${var.region}.*"] } }
      },
    ]
  })
}

resource "aws_iam_role" "task" {
  name               = "${var.name}-task"
  assume_role_policy = local.trust
}

resource "aws_iam_role_policy" "task" {
  for_each = var.policies
  name     = each.key
  role     = aws_iam_role.task.id
  policy   = each.value
}
