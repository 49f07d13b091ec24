# The one provider. `offline` plans without an account; `emulator` also applies, against servers on this machine.

locals {
  pretend = var.offline || var.emulator != null
}

provider "aws" {
  region      = var.region
  access_key  = local.pretend ? "offline" : null
  secret_key  = local.pretend ? "offline" : null
  max_retries = local.pretend ? 2 : null

  skip_credentials_validation = local.pretend
  skip_metadata_api_check     = local.pretend
  skip_region_validation      = local.pretend
  skip_requesting_account_id  = local.pretend
  s3_use_path_style           = var.emulator != null

  default_tags {
    tags = {
      Application = var.name
      Environment = var.environment
      ManagedBy   = "terraform"
    }
  }

  dynamic "endpoints" {
    for_each = var.emulator == null ? [] : [var.emulator]
    content {
      kafka                  = endpoints.value.kafka
      applicationautoscaling = endpoints.value.aws
      cloudformation         = endpoints.value.aws
      cloudwatch             = endpoints.value.aws
      ec2                    = endpoints.value.aws
      ecr                    = endpoints.value.aws
      ecs                    = endpoints.value.aws
      elbv2                  = endpoints.value.aws
      eventbridge            = endpoints.value.aws
      glue                   = endpoints.value.aws
      iam                    = endpoints.value.aws
      kms                    = endpoints.value.aws
      logs                   = endpoints.value.aws
      pipes                  = endpoints.value.aws
      s3                     = endpoints.value.aws
      scheduler              = endpoints.value.aws
      servicediscovery       = endpoints.value.aws
      sns                    = endpoints.value.aws
      sqs                    = endpoints.value.aws
      sts                    = endpoints.value.aws
      wafv2                  = endpoints.value.aws
    }
  }
}
