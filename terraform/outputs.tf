output "client_properties" {
  description = "For `orders … --config-file FILE`, with the credentials of whoever runs it."
  value       = join("\n", concat([for key, value in local.client_properties : "${key}=${value}"], [""]))
}

output "task_properties" {
  description = "What the tasks connect with; {app} stands for each app."
  value       = local.task_properties
}

output "bootstrap" {
  value = module.msk.bootstrap
}

output "cluster_arn" {
  value = module.msk.arn
}

output "api_url" {
  value = module.edge.url
}

output "topics" {
  description = "Each topic with its partitions and settings; none on Serverless, where `orders topics apply` makes them."
  value       = one(module.topics[*].topics)
}

output "image_repository" {
  description = "Where the image is pushed."
  value       = aws_ecr_repository.apps.repository_url
}

output "policies" {
  description = "What each app may do on the cluster (IAM, JSON)."
  value       = module.access.policies
}

output "schema_registry_url" {
  description = "Of the registry for clients of the topics, where there is a service for it."
  value       = local.registry_url
}

output "archive" {
  description = "As `orders archive` and `orders restore` take it."
  value       = module.archive.location
}

output "jobs" {
  description = "Task definitions for `aws ecs run-task`, and where to run them."
  value = {
    cluster        = aws_ecs_cluster.this.name
    definitions    = { for job in keys(local.jobs) : job => module.task[job].family }
    subnets        = module.network.private_subnet_ids
    securityGroups = local.task_groups
  }
}

output "event_bus" {
  description = "Where notices are, for rules of others."
  value       = one(module.integration[*].bus_name)
}

output "alarm_topic" {
  value = module.observability.alarm_topic_arn
}

output "break_glass_policy_arn" {
  description = "Ends hanging transactions; attached to nobody."
  value       = aws_iam_policy.break_glass.arn
}
