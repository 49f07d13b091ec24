output "arn" {
  value = aws_msk_replicator.this.arn
}

output "topics" {
  description = "What is copied."
  value       = local.truth
}
