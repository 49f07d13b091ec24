name    = "orders-prod"
region  = "us-west-2"
offline = true

source_cluster = {
  arn                = "arn:aws:kafka:us-east-1:111122223333:cluster/orders-prod/11111111-2222-3333-4444-555555555555-6"
  subnet_ids         = ["subnet-1", "subnet-2", "subnet-3"]
  security_group_ids = ["sg-1"]
}

target_cluster = {
  arn                = "arn:aws:kafka:us-west-2:111122223333:cluster/orders-prod/66666666-2222-3333-4444-555555555555-6"
  subnet_ids         = ["subnet-4", "subnet-5", "subnet-6"]
  security_group_ids = ["sg-2"]
}
