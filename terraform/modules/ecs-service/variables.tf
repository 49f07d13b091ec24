variable "name" {
  type = string
}

variable "cluster" {
  description = "ARN and name of the ECS cluster."
  type        = object({ arn = string, name = string })
}

variable "task_definition_arn" {
  type = string
}

variable "tasks" {
  description = "How many run, at least and at most. More than there are partitions would be idle."
  type        = object({ min = number, max = number })

  validation {
    condition     = var.tasks.min >= 0 && var.tasks.max >= var.tasks.min
    error_message = "tasks.max is not below tasks.min."
  }
}

variable "stateful" {
  description = "Whether tasks hold state that a deployment must move one task at a time."
  type        = bool
}

variable "subnet_ids" {
  type = list(string)
}

variable "security_group_ids" {
  type = list(string)
}

variable "target" {
  description = "Target group and port, where a load balancer sends requests."
  type        = object({ group_arn = string, port = number })
  default     = null
}

variable "ebs_gib" {
  description = "Size of a volume for the state of each task; none with 0."
  type        = number
  default     = 0

  validation {
    condition     = var.ebs_gib == 0 || (var.ebs_gib >= 1 && var.ebs_gib <= 16384)
    error_message = "ebs_gib is 0, or 1 to 16384."
  }
}

variable "kms_key_arn" {
  type = string
}

variable "namespace_id" {
  description = "Of Cloud Map, where any instance of the service can be found."
  type        = string
}
