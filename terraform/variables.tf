variable "name" {
  description = "Of the system; with the environment the prefix of every name."
  type        = string
  default     = "orders"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,14}$", var.name))
    error_message = "name is 2 to 15 small letters, digits and dashes: load balancers take no longer names."
  }
}

variable "environment" {
  description = "Such as dev or prod."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{1,7}$", var.environment))
    error_message = "environment is 2 to 8 small letters and digits."
  }
}

variable "region" {
  type    = string
  default = "us-east-1"
}

variable "account_id" {
  description = "Asked of AWS when it is not given."
  type        = string
  default     = null
}

variable "availability_zones" {
  description = "Three; asked of AWS when they are not given."
  type        = list(string)
  default     = null
}

variable "vpc_cidr" {
  type    = string
  default = "10.40.0.0/16"

  validation {
    condition     = can(cidrsubnet(var.vpc_cidr, 8, 255)) && can(cidrhost(var.vpc_cidr, 0))
    error_message = "vpc_cidr is an IPv4 range of /16 to /20."
  }
}

variable "nat_mode" {
  description = "none: endpoints instead, and nothing but AWS can be reached | single | per_az."
  type        = string
  default     = "per_az"

  validation {
    condition     = var.nat_mode != "none" || (var.payments_url == null && var.carrier_url == null)
    error_message = "Without NAT neither the payment provider nor the carrier can be reached: nat_mode is single or per_az."
  }
}

variable "catalogue" {
  description = "Path of catalogue.yaml; that of this checkout when it is not given."
  type        = string
  default     = null
}

variable "msk" {
  description = "What kind of cluster; see modules/msk/variables.tf."
  type        = any
  default     = {}

  # Terraform would pass over a name that it does not know.
  validation {
    condition = length(setsubtract(keys(var.msk), [
      "type", "kafka_version", "instance_type", "brokers", "volume_gib", "volume_gib_max", "throughput_mib_s", "tiered",
      "enhanced_monitoring", "open_monitoring", "broker_logs", "multi_vpc", "properties",
    ])) == 0
    error_message = "msk has a setting that there is not; modules/msk/variables.tf has them all."
  }
}

variable "partitions" {
  description = "Of every keyed topic. Chosen once: a key's partition follows from it."
  type        = number
  default     = 12
}

variable "image" {
  description = "Of the apps; that of the repository made here, with image_tag, when it is not given."
  type        = string
  default     = null
}

variable "image_tag" {
  type    = string
  default = "0.1.0"
}

variable "image_architecture" {
  description = "ARM64 or X86_64: of the machine that built the image. The costs are those of ARM64."
  type        = string
  default     = "ARM64"
}

variable "services" {
  description = "What runs, by role, and how much of it."
  type = map(object({
    cpu           = optional(number, 1024)
    memory_mib    = optional(number, 2048)
    tasks_min     = optional(number, 3)
    tasks_max     = optional(number, 3)
    ephemeral_gib = optional(number, 30)
    ebs_gib       = optional(number, 0)
    environment   = optional(map(string), {})
  }))
  default = { orders = {}, inventory = {}, billing = {}, shipping = {}, query = {}, gateway = {} }

  validation {
    condition     = length(setsubtract(keys(var.services), ["orders", "inventory", "billing", "shipping", "query", "gateway"])) == 0
    error_message = "There are the roles orders, inventory, billing, shipping, query and gateway."
  }

  validation {
    condition     = contains(keys(var.services), "gateway")
    error_message = "Without a gateway nobody can place an order."
  }

  validation {
    condition     = alltrue([for service in values(var.services) : service.tasks_max <= var.partitions])
    error_message = "More tasks than partitions are idle: tasks_max is at most partitions."
  }
}

variable "stores" {
  description = "memory, or rocksdb on the task's disk."
  type        = string
  default     = "rocksdb"

  validation {
    condition     = contains(["memory", "rocksdb"], var.stores)
    error_message = "stores is memory or rocksdb."
  }
}

variable "schema_registry" {
  description = "glue, topic (the apps' own, which lies in the cluster), service (that, and a service that lets others read it over Confluent's API), or the URL of another one with Confluent's API."
  type        = string
  default     = "glue"

  validation {
    condition     = contains(["glue", "topic", "service"], var.schema_registry) || startswith(var.schema_registry, "https://")
    error_message = "schema_registry is glue, topic, service or https://…"
  }
}

variable "payments_url" {
  description = "Where the payment provider is; without it orders stay unpaid."
  type        = string
  default     = null
}

variable "carrier_url" {
  description = "Where the carrier is; without it nothing is shipped."
  type        = string
  default     = null
}

variable "callback_secret_arn" {
  description = "Secret (Secrets Manager) that provider and carrier sign their calls with; the value never comes here."
  type        = string
  default     = null
}

variable "api" {
  description = "Where requests come in."
  type = object({
    public          = optional(bool, false)
    allowed_cidrs   = optional(list(string))
    certificate_arn = optional(string)
    requests_per_ip = optional(number, 20000)
  })
  default = {}

  validation {
    condition     = var.environment != "prod" || var.api.certificate_arn != null
    error_message = "Production speaks HTTPS: api.certificate_arn names a certificate of ACM."
  }
}
