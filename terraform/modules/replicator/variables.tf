variable "name" {
  type = string
}

variable "source_cluster" {
  description = "The cluster to copy from: ARN, subnets and security group of its clients."
  type        = object({ arn = string, subnet_ids = list(string), security_group_ids = list(string) })
}

variable "target_cluster" {
  description = "The cluster to copy to."
  type        = object({ arn = string, subnet_ids = list(string), security_group_ids = list(string) })
}

variable "catalogue" {
  description = "Path of catalogue.yaml."
  type        = string
}
