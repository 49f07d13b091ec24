variable "name" {
  type = string
}

variable "cluster_arn" {
  type = string
}

variable "topic" {
  description = "With JSON values: EventBridge can filter nothing else."
  type        = string
}

variable "group" {
  description = "Consumer group of the pipe."
  type        = string
}

variable "access_policy" {
  description = "What the pipe may do on the cluster, as kafka-access renders it."
  type        = string
}

variable "filters" {
  description = "Patterns of notices that leave the cluster, as EventBridge writes them; all without any."
  type        = list(string)
  default     = []

  validation {
    condition     = length(var.filters) <= 5 && alltrue([for filter in var.filters : can(jsondecode(filter))])
    error_message = "filters are five JSON patterns at most."
  }
}

variable "subscriptions" {
  description = "Who is told of what: a queue (with a dead-letter queue) or a topic for each, by name."
  type = map(object({
    types = optional(list(string), [])
    to    = string
  }))
  default = {}

  validation {
    condition     = alltrue([for s in values(var.subscriptions) : contains(["sqs", "sns"], s.to)])
    error_message = "A subscription goes to sqs or sns."
  }
}

variable "archive_days" {
  description = "How long the bus keeps notices, so that they can be sent again."
  type        = number
}

variable "kms_key_arn" {
  type = string
}

variable "log_retention_days" {
  type = number
}
