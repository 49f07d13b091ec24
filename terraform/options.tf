variable "principals" {
  description = "Who has a role of its own on the cluster: each app, or each process."
  type        = string
  default     = "app"

  validation {
    condition     = contains(["app", "process"], var.principals)
    error_message = "principals is app or process."
  }
}

variable "subscriptions" {
  description = "Who is told of which notices, through EventBridge; see modules/integration/variables.tf."
  type        = any
  default     = {}
}

variable "notice_filters" {
  description = "Patterns of notices that leave the cluster; all without any."
  type        = list(string)
  default     = []
}

variable "archive_schedule" {
  description = "When events are archived in S3, as EventBridge Scheduler writes it; never with null."
  type        = string
  default     = "rate(1 hour)"
}

variable "collector_image" {
  description = "Brings the apps' own metrics to CloudWatch; null does without, and without some alarms."
  type        = string
  default     = "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3"
}

variable "alarms" {
  description = "Who is told, and when."
  type = object({
    email                  = optional(string)
    lag_seconds_max        = optional(number, 60)
    lag_records_max        = optional(number, 100000)
    stable_lag_seconds_max = optional(number, 60)
  })
  default = {}
}

variable "log_retention_days" {
  type    = number
  default = 365
}

variable "deletion_protection" {
  description = "Whether a destroy stops before the load balancer and buckets that are not empty. Topics always stay."
  type        = bool
  default     = true
}

variable "offline" {
  description = "Plans without an account: nothing is asked of AWS."
  type        = bool
  default     = false

  validation {
    condition     = !var.offline || (var.account_id != null && var.availability_zones != null)
    error_message = "offline needs account_id and availability_zones, which would be asked of AWS otherwise."
  }
}

variable "emulator" {
  description = "For tests: where an emulator answers for AWS, and one for MSK; client_properties then is as bootstrap's protocol wants it."
  type        = object({ aws = string, kafka = string })
  default     = null

  validation {
    condition     = var.emulator == null || alltrue([for url in values(coalesce(var.emulator, {})) : startswith(url, "http://127.0.0.1:")])
    error_message = "An emulator is on this machine: http://127.0.0.1:PORT."
  }
}

variable "health_command" {
  description = "How a container asks its own process whether it is ready; the image brings it."
  type        = list(string)
  default     = ["java", "@/app/java.args", "-XX:TieredStopAtLevel=1", "-Xmx32m", "orders.cli.Main", "health"]
}
