variable "cluster_arn" {
  description = "Of the cluster; the policies name what is inside of it."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kafka:[a-z0-9-]+:[0-9]{12}:cluster/[^/*]+/[^/*]+$", var.cluster_arn))
    error_message = "cluster_arn is arn:aws:kafka:REGION:ACCOUNT:cluster/NAME/UUID, without wildcards."
  }
}

variable "catalogue" {
  description = "Path of catalogue.yaml."
  type        = string
}
