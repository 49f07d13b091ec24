variable "name" {
  type = string
}

variable "region" {
  description = "Of the target."
  type        = string
}

variable "source_cluster" {
  description = "The outputs cluster_arn and jobs of the first region."
  type        = object({ arn = string, subnet_ids = list(string), security_group_ids = list(string) })
}

variable "target_cluster" {
  description = "The same of the region that this is applied in."
  type        = object({ arn = string, subnet_ids = list(string), security_group_ids = list(string) })

  validation {
    condition     = var.target_cluster.arn != var.source_cluster.arn
    error_message = "A cluster is no copy of itself."
  }
}

variable "catalogue" {
  type    = string
  default = null
}

variable "offline" {
  description = "Plans without an account."
  type        = bool
  default     = false
}
