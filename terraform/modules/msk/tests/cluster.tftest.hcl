# What a cluster is unless somebody says otherwise, and what nobody can say.

mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name               = "orders-test"
  vpc_id             = "vpc-1"
  subnet_ids         = ["subnet-1", "subnet-2", "subnet-3"]
  kms_key_arn        = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"
  log_retention_days = 30
  settings           = {}
}

run "safe_by_default" {
  assert {
    condition     = aws_msk_cluster.this[0].encryption_info[0].encryption_in_transit[0].client_broker == "TLS" && aws_msk_cluster.this[0].encryption_info[0].encryption_in_transit[0].in_cluster
    error_message = "Records cross a network in the clear."
  }

  assert {
    condition     = aws_msk_cluster.this[0].client_authentication[0].sasl[0].iam && !aws_msk_cluster.this[0].client_authentication[0].sasl[0].scram && !aws_msk_cluster.this[0].client_authentication[0].unauthenticated && length(aws_msk_cluster.this[0].client_authentication[0].tls) == 0
    error_message = "There is another way in than IAM."
  }

  assert {
    condition     = aws_msk_cluster.this[0].broker_node_group_info[0].connectivity_info[0].public_access[0].type == "DISABLED"
    error_message = "Brokers have public addresses."
  }

  assert {
    condition     = aws_msk_cluster.this[0].encryption_info[0].encryption_at_rest_kms_key_arn == var.kms_key_arn
    error_message = "The key is not the customer's."
  }

  assert {
    condition     = aws_msk_cluster.this[0].kafka_version == "3.9.x.kraft" && aws_msk_cluster.this[0].number_of_broker_nodes == 3
    error_message = "Another version, or another number of brokers."
  }

  assert {
    condition = alltrue([
      for line in [
        "allow.everyone.if.no.acl.found=false", "auto.create.topics.enable=false", "default.replication.factor=3",
        "min.insync.replicas=2", "unclean.leader.election.enable=false",
        "transaction.state.log.replication.factor=3", "transaction.state.log.min.isr=2",
      ] : contains(split("\n", output.server_properties), line)
    ])
    error_message = "A setting that keeps records safe is missing: ${output.server_properties}"
  }
}

run "kafka_4_1_is_there_to_choose" {
  variables {
    settings = { kafka_version = "4.1.x.kraft" }
  }

  assert {
    condition     = aws_msk_configuration.this[0].name == "orders-test-4-1-x-kraft"
    error_message = "The configuration does not follow the version."
  }
}

run "express_is_not_told_what_it_has_fixed" {
  state_key = "express"

  variables {
    settings = { type = "express", instance_type = "express.m7g.large" }
  }

  assert {
    condition     = !strcontains(output.server_properties, "min.insync.replicas") && !strcontains(output.server_properties, "unclean") && !strcontains(output.server_properties, "replication.factor")
    error_message = "Express refuses these settings."
  }

  assert {
    condition     = aws_msk_cluster.this[0].storage_mode == null || aws_msk_cluster.this[0].storage_mode != "TIERED"
    error_message = "Express tiers by itself."
  }
}

run "serverless_has_iam_and_no_configuration" {
  state_key = "serverless"

  variables {
    settings = { type = "serverless" }
  }

  assert {
    condition     = aws_msk_serverless_cluster.this[0].client_authentication[0].sasl[0].iam[0].enabled && length(aws_msk_configuration.this) == 0
    error_message = "Serverless is set up otherwise."
  }
}

run "versions_before_3_8_are_refused" {
  command = plan
  variables {
    settings = { kafka_version = "3.7.x.kraft" }
  }
  expect_failures = [var.settings]
}

run "express_without_kraft_is_refused" {
  command = plan
  variables {
    settings = { type = "express", instance_type = "express.m7g.large", kafka_version = "3.9.x" }
  }
  expect_failures = [var.settings]
}

run "t3_is_refused_on_4" {
  command = plan
  variables {
    settings = { instance_type = "kafka.t3.small", kafka_version = "4.1.x.kraft", tiered = false }
  }
  expect_failures = [var.settings]
}

run "t3_is_refused_with_tiering" {
  command = plan
  variables {
    settings = { instance_type = "kafka.t3.small" }
  }
  expect_failures = [var.settings]
}

run "two_brokers_are_refused" {
  command = plan
  variables {
    settings = { brokers = 2 }
  }
  expect_failures = [var.settings]
}

run "kafka_4_2_is_for_express_only" {
  command = plan
  variables {
    settings = { kafka_version = "4.2.x.kraft" }
  }
  expect_failures = [var.settings]
}

run "safety_is_no_setting" {
  command = plan
  variables {
    settings = { properties = { "unclean.leader.election.enable" = "true" } }
  }
  expect_failures = [var.settings]
}
