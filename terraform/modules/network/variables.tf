variable "name" {
  description = "Prefix of every name."
  type        = string
}

variable "cidr" {
  description = "Of the network; a /16 to /20."
  type        = string
}

variable "availability_zones" {
  description = "Three: what is in sync on two must survive the loss of one."
  type        = list(string)

  validation {
    condition     = length(distinct(var.availability_zones)) == 3
    error_message = "Three availability zones, no fewer: with two, losing one leaves min.insync.replicas=2 unmet for some partitions."
  }
}

variable "nat_mode" {
  description = "none (AWS is reached through endpoints, nothing else is reached) | single | per_az."
  type        = string

  validation {
    condition     = contains(["none", "single", "per_az"], var.nat_mode)
    error_message = "nat_mode is none, single or per_az."
  }
}

variable "region" {
  description = "Part of the names of endpoints."
  type        = string
}

variable "kms_key_arn" {
  description = "Encrypts the flow logs."
  type        = string
}

variable "log_retention_days" {
  type = number
}
