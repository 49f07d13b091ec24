variable "name" {
  type = string
}

variable "kms_key_arn" {
  type = string
}

variable "deletion_protection" {
  description = "Whether a destroy leaves a bucket that is not empty."
  type        = bool
}

variable "schedule" {
  description = "When events are archived, as EventBridge Scheduler writes it; never with null."
  type        = string
}

variable "job" {
  description = "The task that archives, and where it runs."
  type = object({
    cluster_arn         = string
    task_definition_arn = string
    role_arns           = list(string)
    subnet_ids          = list(string)
    security_group_ids  = list(string)
  })
}
