# The whole, against a provider that asks nobody: what there is by default and otherwise, and what is refused.
# What it amounts to once it is there is looked at by the build, which applies it to an emulator.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  environment        = "dev"
  account_id         = "111122223333"
  availability_zones = ["us-east-1a", "us-east-1b", "us-east-1c"]
}

run "one_apply_gives_cluster_topics_and_apps" {
  command = plan

  assert {
    condition     = length(module.service) == 6 && length(module.topics) == 1 && length(module.registry) == 1
    error_message = "A part is missing."
  }

  assert {
    condition     = output.topics["orders.events"].configs["retention.ms"] == "-1" && output.topics["orders.events"].configs["remote.storage.enable"] == "true"
    error_message = "Events are not kept for ever in tiered storage."
  }

  assert {
    condition     = alltrue([for name, topic in output.topics : !(topic.configs["cleanup.policy"] == "compact" && contains(keys(topic.configs), "remote.storage.enable"))])
    error_message = "A compacted topic cannot be tiered."
  }

  assert {
    condition     = length(module.observability.lags) >= 15 && contains(keys(module.observability.lags), "query-orders-v1/orders.summaries.v1")
    error_message = "Lags are not watched: ${join(", ", keys(module.observability.lags))}"
  }
}

run "a_registry_for_others_is_a_service_to_read_what_lies_in_the_cluster" {
  command = plan

  variables {
    schema_registry = "service"
  }

  assert {
    condition     = length(module.registry) == 0 && length(module.service) == 7 && contains(keys(module.service), "registry")
    error_message = "There is Glue, or no service: ${join(", ", keys(module.service))}"
  }

  assert {
    condition     = output.schema_registry_url == "http://orders-dev-registry.orders-dev.internal:8485"
    error_message = "It is said to be at ${output.schema_registry_url}."
  }

  assert {
    condition     = length(aws_vpc_security_group_ingress_rule.registry) == 1 && length(aws_vpc_security_group_egress_rule.registry) == 1
    error_message = "Nobody reaches it."
  }
}

run "serverless_leaves_topics_and_notices_to_others" {
  command = plan

  variables {
    msk = { type = "serverless" }
  }

  assert {
    condition     = length(module.topics) == 0 && length(module.integration) == 0
    error_message = "Serverless has neither calls for topics nor a pipe."
  }
}

run "express_and_volumes_and_no_nat" {
  command = plan

  variables {
    msk      = { type = "express", instance_type = "express.m7g.large" }
    nat_mode = "none"
    services = { orders = { ebs_gib = 400 }, gateway = {} }
  }

  assert {
    condition     = length(module.network.nat_zones) == 0 && length(module.service) == 2
    error_message = "There is NAT, or there are other services."
  }
}

run "production_without_certificate_is_refused" {
  command = plan

  variables {
    environment = "prod"
  }

  expect_failures = [var.api]
}

run "a_misspelled_setting_is_refused" {
  command = plan

  variables {
    msk = { kafka_verison = "4.1.x.kraft" }
  }

  expect_failures = [var.msk]
}

run "more_tasks_than_partitions_are_refused" {
  command = plan

  variables {
    partitions = 2
  }

  expect_failures = [var.services]
}

run "no_way_out_for_payments_is_refused" {
  command = plan

  variables {
    nat_mode     = "none"
    payments_url = "https://payments.example.org"
  }

  expect_failures = [var.nat_mode]
}
