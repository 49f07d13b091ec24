variable "name" {
  description = "Of the task: prefix and process."
  type        = string
}

variable "image" {
  description = "With a tag that never moves, or a digest."
  type        = string

  validation {
    condition     = !endswith(var.image, ":latest") && can(regex("[:@][^/]+$", var.image))
    error_message = "image has a tag that never moves or a digest: with :latest a restart may be a deployment."
  }
}

variable "architecture" {
  description = "Of the image: that of the machine that built it."
  type        = string
  default     = "ARM64"

  validation {
    condition     = contains(["ARM64", "X86_64"], var.architecture)
    error_message = "architecture is ARM64 or X86_64."
  }
}

variable "command" {
  description = "What the image's entry point is told."
  type        = list(string)
}

variable "cpu" {
  type = number
}

variable "memory_mib" {
  type = number
}

variable "ephemeral_gib" {
  description = "Fargate's own disk, of which the state is a part."
  type        = number

  validation {
    condition     = var.ephemeral_gib >= 21 && var.ephemeral_gib <= 200
    error_message = "ephemeral_gib is 21 to 200; for more state set ebs_gib."
  }
}

variable "ebs_volume" {
  description = "Whether the state lies on a volume that the service attaches."
  type        = bool
  default     = false
}

variable "environment" {
  type = map(string)
}

variable "secrets" {
  description = "Variables whose values are ARNs in Secrets Manager or Parameter Store."
  type        = map(string)
  default     = {}
}

variable "ports" {
  type    = list(number)
  default = []
}

variable "health_command" {
  description = "Run inside of the container; none for jobs."
  type        = list(string)
  default     = []
}

variable "policies" {
  description = "JSON policies of the task's role, by name."
  type        = map(string)
}

variable "collector" {
  description = "Image and configuration of what brings metrics to CloudWatch; none without."
  type        = object({ image = string, config = string })
  default     = null
}

variable "region" {
  type = string
}

variable "kms_key_arn" {
  type = string
}

variable "log_retention_days" {
  type = number
}
