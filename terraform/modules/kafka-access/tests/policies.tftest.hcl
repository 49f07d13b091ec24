# What each app may do, without any provider. That every right is one of the access rules and the other way
# round is held by a test of the build; here is what must never be, whatever the catalogue says.

variables {
  cluster_arn = "arn:aws:kafka:us-east-1:111122223333:cluster/orders-prod/11111111-2222-3333-4444-555555555555-6"
  catalogue   = "../../../schemas/src/main/resources/catalogue.yaml"
}

run "nobody_has_a_wildcard_action_or_resource" {
  command = plan

  assert {
    condition     = length(output.policies) > 0
    error_message = "There are no policies."
  }

  assert {
    condition = alltrue(flatten([
      for policy in values(output.policies) : [for statement in jsondecode(policy).Statement : [
        for action in statement.Action : startswith(action, "kafka-cluster:") && !strcontains(action, "*")
      ]]
    ]))
    error_message = "An action is not spelled out."
  }

  assert {
    condition = alltrue(flatten([
      for policy in values(output.policies) : [for statement in jsondecode(policy).Statement : [
        for resource in statement.Resource : startswith(resource, "arn:aws:kafka:us-east-1:111122223333:") && !endswith(resource, "/*")
      ]]
    ]))
    error_message = "A resource is everything of its kind."
  }
}

run "nobody_administers_the_cluster" {
  command = plan

  assert {
    condition = length(setintersection(
      flatten([for policy in values(output.policies) : [for statement in jsondecode(policy).Statement : statement.Action]]),
      ["kafka-cluster:AlterCluster", "kafka-cluster:AlterClusterDynamicConfiguration", "kafka-cluster:AlterTopic", "kafka-cluster:AlterTopicDynamicConfiguration"],
    )) == 0
    error_message = "An app may change the cluster or its topics."
  }
}

run "a_reader_has_no_right_to_write" {
  command = plan

  assert {
    condition     = !strcontains(output.policies["query"], "Write") && !strcontains(output.policies["archive"], "Write")
    error_message = "query or archive may write."
  }
}

run "an_arn_with_a_wildcard_is_refused" {
  command = plan

  variables {
    cluster_arn = "arn:aws:kafka:us-east-1:111122223333:cluster/orders-prod/*"
  }

  expect_failures = [var.cluster_arn]
}
