output "replicator_arn" {
  value = module.replicator.arn
}

output "topics" {
  description = "What is copied."
  value       = module.replicator.topics
}
