output "url" {
  value = "${local.secure ? "https" : "http"}://${aws_lb.this.dns_name}"
}

output "target_group_arns" {
  value = { for role, group in aws_lb_target_group.this : role => group.arn }

  # A service that registers tasks wants its group to have a listener.
  depends_on = [aws_lb_listener.this, aws_lb_listener_rule.reads]
}

output "load_balancer_suffix" {
  value = aws_lb.this.arn_suffix
}
