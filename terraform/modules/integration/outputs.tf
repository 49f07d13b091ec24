output "bus_name" {
  value = aws_cloudwatch_event_bus.this.name
}

output "targets" {
  description = "ARN of each subscription's queue or topic."
  value       = local.target_arn
}

output "dead_letter_queues" {
  description = "Names of the queues with what could not be delivered, by subscription."
  value       = { for name in keys(var.subscriptions) : name => "${var.name}-${name}-dead" }
}
