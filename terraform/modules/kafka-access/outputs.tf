output "policies" {
  description = "An IAM policy (JSON) for each app of the catalogue."
  value       = { for id, policy in local.policies : id => jsonencode(policy) }

  # IAM does not take a managed policy of more than 6,144 characters.
  precondition {
    condition     = alltrue([for policy in values(local.policies) : length(jsonencode(policy)) <= 6144])
    error_message = "A policy is longer than IAM takes: ${join(", ", [for id, policy in local.policies : id if length(jsonencode(policy)) > 6144])}."
  }
}

output "processes" {
  description = "The apps that run as one process, by its name."
  value       = local.catalogue.processes
}
