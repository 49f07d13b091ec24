variable "name" {
  type = string
}

variable "cluster_arn" {
  type = string
}

variable "catalogue" {
  description = "Path of catalogue.yaml."
  type        = string
}

variable "partitions" {
  description = "Of every keyed topic. Chosen once: a key's partition follows from it."
  type        = number

  validation {
    condition     = var.partitions >= 1 && var.partitions <= 1000 && floor(var.partitions) == var.partitions
    error_message = "partitions is 1 to 1000."
  }
}

variable "tiered" {
  description = "Whether what is kept for ever lies in tiered storage after a while."
  type        = bool
}

variable "local_retention_ms" {
  description = "How long records of tiered topics stay on the brokers' own disks."
  type        = number
  default     = 259200000
}
