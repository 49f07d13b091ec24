# Applies against tests/emulator on this machine; `emulator` itself is given with -var.
environment         = "dev"
account_id          = "111122223333"
availability_zones  = ["us-east-1a", "us-east-1b", "us-east-1c"]
deletion_protection = false

subscriptions = {
  mailer    = { to = "sqs", types = ["order.placed", "order.shipped"] }
  warehouse = { to = "sns" }
}
partitions = 4
