# The replicator of another region looks the cluster up and connects through a private link of its own.

resource "aws_msk_cluster_policy" "replicator" {
  count       = local.standard && var.settings.multi_vpc ? 1 : 0
  cluster_arn = aws_msk_cluster.this[0].arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "replicator"
      Effect    = "Allow"
      Principal = { Service = "kafka.amazonaws.com" }
      Action    = ["kafka:CreateVpcConnection", "kafka:GetBootstrapBrokers", "kafka:DescribeClusterV2"]
      Resource  = [aws_msk_cluster.this[0].arn]
    }]
  })
}
