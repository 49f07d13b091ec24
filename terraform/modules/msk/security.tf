# Two groups: the brokers', and the one that a client carries to be let in.

resource "aws_security_group" "brokers" {
  name        = "${var.name}-brokers"
  description = "Kafka brokers"
  vpc_id      = var.vpc_id
  tags        = { Name = "${var.name}-brokers" }
}

resource "aws_security_group" "clients" {
  name        = "${var.name}-kafka-clients"
  description = "May reach the Kafka brokers"
  vpc_id      = var.vpc_id
  tags        = { Name = "${var.name}-kafka-clients" }
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  security_group_id            = aws_security_group.brokers.id
  description                  = "Kafka with IAM over TLS, from its clients"
  referenced_security_group_id = aws_security_group.clients.id
  ip_protocol                  = "tcp"
  from_port                    = 9098
  to_port                      = 9098
}

# EventBridge Pipes and the replicator stand in the brokers' own group.
resource "aws_vpc_security_group_ingress_rule" "own" {
  security_group_id            = aws_security_group.brokers.id
  description                  = "Kafka with IAM over TLS, from AWS's pollers in this group"
  referenced_security_group_id = aws_security_group.brokers.id
  ip_protocol                  = "tcp"
  from_port                    = 9098
  to_port                      = 9098
}

resource "aws_vpc_security_group_egress_rule" "own" {
  security_group_id            = aws_security_group.brokers.id
  description                  = "Kafka, for AWS's pollers in this group"
  referenced_security_group_id = aws_security_group.brokers.id
  ip_protocol                  = "tcp"
  from_port                    = 9098
  to_port                      = 9098
}

resource "aws_vpc_security_group_egress_rule" "pollers" {
  security_group_id = aws_security_group.brokers.id
  description       = "AWS's own services, for its pollers in this group"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "clients" {
  security_group_id            = aws_security_group.clients.id
  description                  = "Kafka with IAM over TLS"
  referenced_security_group_id = aws_security_group.brokers.id
  ip_protocol                  = "tcp"
  from_port                    = 9098
  to_port                      = 9098
}
