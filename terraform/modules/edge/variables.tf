variable "name" {
  type = string
}

variable "vpc_id" {
  type = string
}

variable "public" {
  description = "Whether the load balancer has a public address."
  type        = bool
}

variable "subnet_ids" {
  description = "Public ones for a public load balancer, private ones otherwise."
  type        = list(string)
}

variable "allowed_cidrs" {
  description = "Who may connect."
  type        = list(string)

  validation {
    condition     = alltrue([for cidr in var.allowed_cidrs : can(cidrhost(cidr, 0))])
    error_message = "allowed_cidrs are IPv4 ranges such as 10.0.0.0/8."
  }
}

variable "certificate_arn" {
  description = "Of ACM; without it the load balancer speaks HTTP."
  type        = string
  default     = null

  validation {
    condition     = !var.public || var.certificate_arn != null
    error_message = "A public API needs certificate_arn: orders carry names and addresses, which must not cross the internet in the clear."
  }
}

variable "deletion_protection" {
  type = bool
}

variable "requests_per_ip" {
  description = "In five minutes, above which an address is refused."
  type        = number
}

variable "task_security_group_id" {
  description = "Of the tasks behind the load balancer."
  type        = string
}

variable "log_retention_days" {
  type = number
}

variable "read_paths" {
  description = "Paths of views, which the read fleet answers; none without one."
  type        = list(string)

  validation {
    condition     = length(var.read_paths) <= 4
    error_message = "A rule takes five values, one of which is the method."
  }
}
