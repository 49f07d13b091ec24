# For the day on which a transaction hangs: who may end it. Attached to nobody; somebody attaches it to
# themselves, does what the README says, and takes it off again.

resource "aws_iam_policy" "break_glass" {
  name        = "${local.prefix}-break-glass"
  description = "Find hanging transactions and end them"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "cluster"
        Effect   = "Allow"
        Action   = ["kafka-cluster:AlterCluster", "kafka-cluster:Connect", "kafka-cluster:DescribeCluster"]
        Resource = [module.msk.arn]
      },
      {
        Sid    = "look"
        Effect = "Allow"
        # To ask who writes a topic is a right of its readers.
        Action = ["kafka-cluster:DescribeTopic", "kafka-cluster:DescribeTransactionalId", "kafka-cluster:ReadData"]
        Resource = [
          "${replace(module.msk.arn, ":cluster/", ":topic/")}/*",
          "${replace(module.msk.arn, ":cluster/", ":transactional-id/")}/*",
        ]
      },
    ]
  })
}
