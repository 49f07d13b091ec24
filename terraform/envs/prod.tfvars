# Production: the loss of a zone is survived by every part. The certificate, the addresses of provider and
# carrier and the secret's ARN are yours; what stands here is an example.
environment = "prod"
nat_mode    = "per_az"
partitions  = 12

msk = {
  kafka_version  = "3.9.x.kraft"
  instance_type  = "kafka.m7g.large"
  volume_gib     = 500
  volume_gib_max = 4000
}

services = {
  orders    = { tasks_max = 6 }
  inventory = { tasks_max = 6 }
  billing   = {}
  shipping  = {}
  query     = { memory_mib = 4096, ephemeral_gib = 60 }
  gateway   = { memory_mib = 4096, ephemeral_gib = 60, tasks_max = 6 }
}

api = {
  certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/11111111-2222-3333-4444-555555555555"
}

payments_url        = "https://payments.example.com"
carrier_url         = "https://carrier.example.com"
callback_secret_arn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:orders/callbacks-AbCdEf"
