output "topics" {
  description = "Each topic with its partitions and settings."
  value       = local.topics
}

output "stack_id" {
  value = aws_cloudformation_stack.topics.id
}
