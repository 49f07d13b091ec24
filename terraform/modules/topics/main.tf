# The catalogue's topics. The provider has no resource for them before 6.38, so CloudFormation makes them;
# a destroy leaves every topic where it is. Later versions of rows (.v2) are made by a replay, not here.

locals {
  catalogue = yamldecode(file(var.catalogue))

  # What the start-up guard compares, name by name.
  common = {
    for name, topic in local.catalogue.topics : name => {
      "cleanup.policy"         = topic.cleanup
      "max.message.bytes"      = tostring(topic.maxMessageBytes)
      "message.timestamp.type" = topic.timestampType
      "min.insync.replicas"    = "2"
    }
  }

  # Compacted topics have no retention.
  retention = {
    for name, topic in local.catalogue.topics : name => {
      for key, value in { "retention.ms" = tostring(topic.retentionMs), "retention.bytes" = "-1" } :
      key => value if topic.cleanup == "delete"
    }
  }

  # Only what is deleted by age can be tiered, and only what is kept for ever grows.
  tiering = {
    for name, topic in local.catalogue.topics : name => {
      for key, value in { "remote.storage.enable" = "true", "local.retention.ms" = tostring(var.local_retention_ms) } :
      key => value if var.tiered && topic.cleanup == "delete" && topic.retentionMs == -1
    }
  }

  topics = {
    for name, topic in local.catalogue.topics : name => {
      partitions = topic.partitions == "keyed" ? var.partitions : tonumber(topic.partitions)
      configs    = merge(local.common[name], local.retention[name], local.tiering[name])
    }
  }

  template = {
    AWSTemplateFormatVersion = "2010-09-09"
    Description              = "Topics of ${var.name}; deleting the stack keeps them"
    Resources = {
      for name, topic in local.topics :
      # Logical ids are letters and digits; what tells two names apart otherwise is their hash.
      "${replace(title(replace(name, "/[^a-zA-Z0-9]/", " ")), " ", "")}${substr(sha1(name), 0, 6)}" => {
        Type                = "AWS::MSK::Topic"
        DeletionPolicy      = "Retain"
        UpdateReplacePolicy = "Retain"
        Properties = {
          ClusterArn        = var.cluster_arn
          TopicName         = name
          PartitionCount    = topic.partitions
          ReplicationFactor = 3
          Configs           = base64encode(jsonencode(topic.configs))
        }
      }
    }
  }
}

resource "aws_cloudformation_stack" "topics" {
  name          = "${var.name}-topics"
  template_body = jsonencode(local.template)
  # A topic that is half changed is worse than one that is not: roll back.
  on_failure = "ROLLBACK"

  lifecycle {
    precondition {
      condition     = length(jsonencode(local.template)) <= 51200
      error_message = "The template is larger than CloudFormation takes inline."
    }
  }
}
