output "alarm_topic_arn" {
  value = aws_sns_topic.alarms.arn
}

output "lags" {
  description = "Each group and topic whose lag is watched."
  value       = local.lags
}
