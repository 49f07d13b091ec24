# Plans on any machine, without an account and without a network.
environment        = "dev"
account_id         = "111122223333"
availability_zones = ["us-east-1a", "us-east-1b", "us-east-1c"]
offline            = true

subscriptions = {
  mailer    = { to = "sqs", types = ["order.placed", "order.shipped"] }
  warehouse = { to = "sns" }
}
