# What each app of the catalogue may do on the cluster, as one IAM policy an app: the same rights that
# `orders acls apply` sets as access rules on a cluster that has those. No provider, so that the policies
# can be rendered, read and tested anywhere.

locals {
  catalogue = yamldecode(file(var.catalogue))

  # arn:PARTITION:kafka:REGION:ACCOUNT:cluster/NAME/UUID, and the resources inside the cluster.
  inside = {
    for kind in ["topic", "group", "transactional-id"] :
    kind => replace(var.cluster_arn, ":cluster/", ":${kind}/")
  }

  # A topic that ends in .v1 stands for its later versions, too.
  topic_arn = {
    for name in keys(local.catalogue.topics) :
    name => "${local.inside.topic}/${endswith(name, ".v1") ? "${trimsuffix(name, "1")}*" : name}"
  }

  # What IAM calls the operations on Kafka's resources. Groups: whoever reads from one moves its offsets.
  actions = {
    consumes     = ["DescribeTopic", "ReadData"]
    produces     = ["DescribeTopic", "WriteData"]
    describes    = ["DescribeTopic", "DescribeTopicDynamicConfiguration"]
    manages      = ["CreateTopic", "DeleteTopic", "DescribeTopic", "DescribeTopicDynamicConfiguration"]
    stores       = ["CreateTopic", "DescribeTopic", "DescribeTopicDynamicConfiguration", "ReadData", "WriteData"]
    groups       = ["AlterGroup", "DescribeGroup"]
    watches      = ["DescribeGroup"]
    moves        = ["AlterGroup", "DescribeGroup"]
    marks        = ["DescribeTopic", "ReadData", "WriteData"]
    deletes      = ["DeleteGroup", "DescribeGroup"]
    transactions = ["AlterTransactionalId", "DescribeTransactionalId"]
  }

  resources = {
    for id, app in local.catalogue.apps : id => {
      consumes     = [for name in concat(app.consumes, app.checks) : local.topic_arn[name]]
      produces     = [for name in app.produces : local.topic_arn[name]]
      describes    = [for name in contains(app.describes, "*") ? keys(local.catalogue.topics) : app.describes : local.topic_arn[name]]
      manages      = [for name in app.manages : local.topic_arn[name]]
      stores       = [for owner in concat(length(app.states) == 0 ? [] : [id], app.repairs) : "${local.inside.topic}/${owner}-*"]
      groups       = [for group in concat(app.groups, app.shareGroups) : "${local.inside.group}/${group}"]
      watches      = [for group in app.watches : "${local.inside.group}/${group}"]
      moves        = [for group in app.movesGroups : "${local.inside.group}/${group}"]
      marks        = [for group in app.movesGroups : "${local.inside.topic}/${group}-*" if length(try(local.catalogue.apps[group].states, [])) > 0]
      deletes      = [for group in app.deletesGroups : "${local.inside.group}/${group}"]
      transactions = [for name in app.transactionalIds : "${local.inside["transactional-id"]}/${name}"]
    }
  }

  # Everybody connects; whoever produces does so idempotently, which is a right of its own.
  cluster = {
    for id, app in local.catalogue.apps :
    id => concat(["Connect"], length(app.produces) == 0 ? [] : ["WriteDataIdempotently"])
  }

  policies = {
    for id, resources in local.resources : id => {
      Version = "2012-10-17"
      Statement = concat(
        [{
          Sid      = "cluster"
          Effect   = "Allow"
          Action   = [for action in local.cluster[id] : "kafka-cluster:${action}"]
          Resource = [var.cluster_arn]
        }],
        [for use in keys(local.actions) : {
          Sid      = use
          Effect   = "Allow"
          Action   = [for action in local.actions[use] : "kafka-cluster:${action}"]
          Resource = distinct(resources[use])
        } if length(resources[use]) > 0],
      )
    }
  }
}
