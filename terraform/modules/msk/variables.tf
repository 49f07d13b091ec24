variable "name" {
  type = string
}

variable "settings" {
  description = "What kind of cluster. See the README for what each kind can do."
  type = object({
    type                = optional(string, "standard")
    kafka_version       = optional(string, "3.9.x.kraft")
    instance_type       = optional(string, "kafka.m7g.large")
    brokers             = optional(number, 3)
    volume_gib          = optional(number, 100)
    volume_gib_max      = optional(number, 1000)
    throughput_mib_s    = optional(number)
    tiered              = optional(bool, true)
    enhanced_monitoring = optional(string, "PER_TOPIC_PER_PARTITION")
    open_monitoring     = optional(bool, false)
    broker_logs         = optional(bool, true)
    multi_vpc           = optional(bool, false)
    properties          = optional(map(string), {})
  })

  validation {
    condition     = contains(["standard", "express", "serverless"], var.settings.type)
    error_message = "type is standard, express or serverless."
  }

  # WriteTxnMarkers, which ends a transaction that hangs, is granted by IAM from 3.8 on only.
  validation {
    condition = var.settings.type == "serverless" || (
      can(regex("^[0-9]+\\.[0-9]+", var.settings.kafka_version)) && try(
        tonumber(split(".", var.settings.kafka_version)[0]) * 100 + tonumber(split(".", var.settings.kafka_version)[1]), 0
    ) >= 308)
    error_message = "kafka_version is 3.8 or later: before, nobody could end a hanging transaction with IAM, and readers would wait for it for ever."
  }

  validation {
    condition     = var.settings.type != "express" || endswith(var.settings.kafka_version, ".kraft")
    error_message = "Express runs KRaft only: kafka_version ends in .kraft there, such as 3.9.x.kraft."
  }

  validation {
    condition     = var.settings.type != "standard" || !startswith(var.settings.kafka_version, "4.2")
    error_message = "4.2 is offered for Express only; on Standard brokers 4.1.x.kraft is the newest."
  }

  validation {
    condition = (
      var.settings.type == "serverless" ||
      (var.settings.type == "express") == startswith(var.settings.instance_type, "express.")
    )
    error_message = "Express brokers are express.*, such as express.m7g.large, and Standard ones are kafka.*."
  }

  validation {
    condition     = var.settings.instance_type != "kafka.t3.small" || !startswith(var.settings.kafka_version, "4.")
    error_message = "kafka.t3.small is refused by MSK from 4.0 on."
  }

  validation {
    condition     = var.settings.instance_type != "kafka.t3.small" || !var.settings.tiered
    error_message = "kafka.t3.small has no tiered storage: set tiered = false."
  }

  validation {
    condition     = var.settings.type == "serverless" || (var.settings.brokers >= 3 && var.settings.brokers % 3 == 0)
    error_message = "brokers is a multiple of 3: one for each zone, so that three copies lie in three zones."
  }

  validation {
    condition     = var.settings.volume_gib >= 1 && var.settings.volume_gib <= var.settings.volume_gib_max && var.settings.volume_gib_max <= 16384
    error_message = "volume_gib is 1 to volume_gib_max, and that is 16384 at most."
  }

  # A setting that weakens what the apps count on is not a setting.
  validation {
    condition = length(setintersection(keys(var.settings.properties), [
      "auto.create.topics.enable", "default.replication.factor", "min.insync.replicas",
      "unclean.leader.election.enable", "transaction.state.log.replication.factor",
      "transaction.state.log.min.isr", "offsets.topic.replication.factor", "allow.everyone.if.no.acl.found",
    ])) == 0
    error_message = "properties may not touch what keeps records safe: topics made by accident, copies, unclean elections and open access."
  }
}

variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  description = "One in each of three zones."
  type        = list(string)
}

variable "kms_key_arn" {
  type = string
}

variable "log_retention_days" {
  type = number
}
