locals {
  cluster = var.settings.type == "serverless" ? {
    arn       = aws_msk_serverless_cluster.this[0].arn
    bootstrap = aws_msk_serverless_cluster.this[0].bootstrap_brokers_sasl_iam
    } : {
    arn       = aws_msk_cluster.this[0].arn
    bootstrap = aws_msk_cluster.this[0].bootstrap_brokers_sasl_iam
  }
}

output "arn" {
  value = local.cluster.arn
}

output "bootstrap" {
  description = "host:port,… for clients with IAM."
  value       = local.cluster.bootstrap
}

output "name" {
  value = var.name
}

output "type" {
  value = var.settings.type
}

output "brokers" {
  value = var.settings.type == "serverless" ? 0 : var.settings.brokers
}

output "broker_security_group_id" {
  value = aws_security_group.brokers.id
}

output "client_security_group_id" {
  value = aws_security_group.clients.id
}

output "server_properties" {
  value = local.server_properties
}

output "tiered" {
  description = "Whether topics may lie in tiered storage."
  value       = local.standard && var.settings.tiered
}
