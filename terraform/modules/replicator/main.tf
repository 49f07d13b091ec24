# Another region gets the truth, and the truth only: events, schemas and what operators decided. Stores and
# rows are folded anew there. The copy is asynchronous and knows no transactions: what was under way when a
# region is lost may be missing or half there, so the other region starts with `orders verify`.

locals {
  catalogue = yamldecode(file(var.catalogue))

  # What nobody but an aggregate writes is kept for ever; the rest of the truth is small.
  truth = sort(concat(
    [for name, topic in local.catalogue.topics : name if topic.cleanup == "delete" && topic.retentionMs == -1],
    [for name, topic in local.catalogue.topics : name if startswith(name, "control.") || name == "_schemas"],
  ))

  inside = {
    for side, arn in { source = var.source_cluster.arn, target = var.target_cluster.arn } :
    side => { for kind in ["topic", "group"] : kind => "${replace(arn, ":cluster/", ":${kind}/")}/*" }
  }
}

resource "aws_msk_replicator" "this" {
  replicator_name            = var.name
  description                = "Events of ${var.name} for another region"
  service_execution_role_arn = aws_iam_role.this.arn

  kafka_cluster {
    amazon_msk_cluster {
      msk_cluster_arn = var.source_cluster.arn
    }

    vpc_config {
      subnet_ids          = var.source_cluster.subnet_ids
      security_groups_ids = var.source_cluster.security_group_ids
    }
  }

  kafka_cluster {
    amazon_msk_cluster {
      msk_cluster_arn = var.target_cluster.arn
    }

    vpc_config {
      subnet_ids          = var.target_cluster.subnet_ids
      security_groups_ids = var.target_cluster.security_group_ids
    }
  }

  replication_info_list {
    source_kafka_cluster_arn = var.source_cluster.arn
    target_kafka_cluster_arn = var.target_cluster.arn
    target_compression_type  = "NONE"

    topic_replication {
      topics_to_replicate                  = [for name in local.truth : replace(name, ".", "\\.")]
      copy_topic_configurations            = true
      copy_access_control_lists_for_topics = false
      detect_and_copy_new_topics           = false

      # The same names: an app that starts there finds what it knows.
      topic_name_configuration {
        type = "IDENTICAL"
      }

      starting_position {
        type = "EARLIEST"
      }
    }

    # Offsets there are others; whoever acts on events is put behind them by hand.
    consumer_group_replication {
      consumer_groups_to_replicate        = ["none"]
      detect_and_copy_new_consumer_groups = false
      synchronise_consumer_group_offsets  = false
    }
  }

  depends_on = [aws_iam_role_policy.this]
}

resource "aws_iam_role" "this" {
  name = "${var.name}-replicator"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "kafka.amazonaws.com" }
    }]
  })
}

# Reads there, writes here. The service keeps topics and groups of its own on the target.
resource "aws_iam_role_policy" "this" {
  name = "replicate"
  role = aws_iam_role.this.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "source"
        Effect = "Allow"
        Action = [
          "kafka-cluster:AlterGroup", "kafka-cluster:Connect", "kafka-cluster:DescribeCluster",
          "kafka-cluster:DescribeGroup", "kafka-cluster:DescribeTopic",
          "kafka-cluster:DescribeTopicDynamicConfiguration", "kafka-cluster:ReadData",
        ]
        Resource = [var.source_cluster.arn, local.inside.source.topic, local.inside.source.group]
      },
      {
        Sid    = "target"
        Effect = "Allow"
        Action = [
          "kafka-cluster:AlterGroup", "kafka-cluster:AlterTopic", "kafka-cluster:AlterTopicDynamicConfiguration",
          "kafka-cluster:Connect", "kafka-cluster:CreateTopic", "kafka-cluster:DescribeCluster",
          "kafka-cluster:DescribeGroup", "kafka-cluster:DescribeTopic",
          "kafka-cluster:DescribeTopicDynamicConfiguration", "kafka-cluster:ReadData",
          "kafka-cluster:WriteData", "kafka-cluster:WriteDataIdempotently",
        ]
        Resource = [var.target_cluster.arn, local.inside.target.topic, local.inside.target.group]
      },
    ]
  })
}
