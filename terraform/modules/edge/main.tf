# Where requests come in: HTTPS, logged, with a firewall. Commands go to the gateways, views to the readers.

resource "aws_security_group" "balancer" {
  name        = "${var.name}-balancer"
  description = "Load balancer of the API"
  vpc_id      = var.vpc_id
  tags        = { Name = "${var.name}-balancer" }
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each          = toset(var.allowed_cidrs)
  security_group_id = aws_security_group.balancer.id
  description       = "The API's clients"
  cidr_ipv4         = each.key
  ip_protocol       = "tcp"
  from_port         = local.port
  to_port           = local.port
}

resource "aws_vpc_security_group_egress_rule" "tasks" {
  security_group_id            = aws_security_group.balancer.id
  description                  = "Requests, and health on the next port"
  referenced_security_group_id = var.task_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 8480
  to_port                      = 8481
}

resource "aws_vpc_security_group_ingress_rule" "tasks" {
  security_group_id            = var.task_security_group_id
  description                  = "Requests, and health on the next port, from the load balancer"
  referenced_security_group_id = aws_security_group.balancer.id
  ip_protocol                  = "tcp"
  from_port                    = 8480
  to_port                      = 8481
}

locals {
  secure = var.certificate_arn != null
  port   = local.secure ? 443 : 80
}

resource "aws_lb" "this" {
  name                       = var.name
  load_balancer_type         = "application"
  internal                   = !var.public
  subnets                    = var.subnet_ids
  security_groups            = [aws_security_group.balancer.id]
  drop_invalid_header_fields = true
  desync_mitigation_mode     = "strictest"
  enable_deletion_protection = var.deletion_protection
  # A caller waits 30 s for an outcome at most, and a stream of events says something every 15.
  idle_timeout = 60

  access_logs {
    enabled = true
    bucket  = aws_s3_bucket.logs.id
    prefix  = "api"
  }

  depends_on = [aws_s3_bucket_policy.logs]
}

resource "aws_lb_target_group" "this" {
  for_each             = toset(["gateway", "query"])
  name                 = "${var.name}-${each.key}"
  vpc_id               = var.vpc_id
  target_type          = "ip"
  protocol             = "HTTP"
  port                 = 8480
  deregistration_delay = 30

  health_check {
    path                = "/readyz"
    port                = "8481"
    matcher             = "200"
    interval            = 10
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }
}

resource "aws_lb_listener" "this" {
  load_balancer_arn = aws_lb.this.arn
  port              = local.port
  protocol          = local.secure ? "HTTPS" : "HTTP"
  ssl_policy        = local.secure ? "ELBSecurityPolicy-TLS13-1-2-2021-06" : null
  certificate_arn   = var.certificate_arn

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this["gateway"].arn
  }
}

resource "aws_lb_listener_rule" "reads" {
  count        = length(var.read_paths) > 0 ? 1 : 0
  listener_arn = aws_lb_listener.this.arn
  priority     = 10

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this["query"].arn
  }

  condition {
    http_request_method {
      values = ["GET"]
    }
  }

  condition {
    path_pattern {
      values = var.read_paths
    }
  }
}
