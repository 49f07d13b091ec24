variable "name" {
  type = string
}

variable "region" {
  type = string
}

variable "catalogue" {
  description = "Path of catalogue.yaml."
  type        = string
}

variable "cluster" {
  description = "Name, kind and number of brokers."
  type        = object({ name = string, type = string, brokers = number })
}

variable "services" {
  description = "ECS cluster, and the services with how many tasks each has at least."
  type        = object({ cluster = string, minimum = map(number) })
}

variable "load_balancer_suffix" {
  type = string
}

variable "dead_letter_queues" {
  description = "Names of queues that should be empty, by subscription."
  type        = map(string)
}

variable "metrics_collected" {
  description = "Whether tasks bring their own metrics to CloudWatch, in the namespace of this name."
  type        = bool
}

variable "lag_seconds_max" {
  description = "How far behind a group may be, in time."
  type        = number
}

variable "lag_records_max" {
  description = "How far behind a group may be, in records."
  type        = number
}

variable "stable_lag_seconds_max" {
  description = "How long a transaction may hold readers up."
  type        = number
}

variable "email" {
  description = "Who is told; nobody without."
  type        = string
  default     = null
}

variable "kms_key_arn" {
  type = string
}
