# The brokers' own settings. MSK's defaults lose records (unclean elections are on) and make topics by accident.

locals {
  standard = var.settings.type == "standard"
  express  = var.settings.type == "express"

  everywhere = {
    "allow.everyone.if.no.acl.found" = "false"
    "auto.create.topics.enable"      = "false"
    "compression.type"               = "producer"
    # A group that sleeps for two weeks finds its place again.
    "offsets.retention.minutes" = "20160"
  }

  # Express has these fixed (three copies, two in sync, no unclean election) and refuses them.
  on_standard = {
    "default.replication.factor"               = "3"
    "min.insync.replicas"                      = "2"
    "offsets.topic.replication.factor"         = "3"
    "replica.selector.class"                   = "org.apache.kafka.common.replica.RackAwareReplicaSelector"
    "transaction.max.timeout.ms"               = "900000"
    "transaction.state.log.min.isr"            = "2"
    "transaction.state.log.replication.factor" = "3"
    "transactional.id.expiration.ms"           = "604800000"
    "unclean.leader.election.enable"           = "false"
  }

  properties = merge(local.everywhere, local.standard ? local.on_standard : {}, var.settings.properties)

  # Sorted: the same settings in another order would be a new revision, and a restart of every broker.
  server_properties = join("\n", [for key in sort(keys(local.properties)) : "${key}=${local.properties[key]}"])
}

# Named after the version: an upgrade has a configuration of its own, and the old one stays until it is done.
resource "aws_msk_configuration" "this" {
  count             = local.standard || local.express ? 1 : 0
  name              = "${var.name}-${replace(var.settings.kafka_version, ".", "-")}"
  description       = "Nothing acknowledged is lost, and no topic is made by accident"
  kafka_versions    = [var.settings.kafka_version]
  server_properties = local.server_properties

  lifecycle {
    create_before_destroy = true
  }
}
