# Another region: a replicator from the cluster of the first to a cluster that the root made here. Applied in
# the target region, after both clusters are there and the source has msk.multi_vpc = true.

locals {
  catalogue = var.catalogue != null ? var.catalogue : "${path.root}/../../schemas/src/main/resources/catalogue.yaml"
}

provider "aws" {
  region                      = var.region
  access_key                  = var.offline ? "offline" : null
  secret_key                  = var.offline ? "offline" : null
  skip_credentials_validation = var.offline
  skip_metadata_api_check     = var.offline
  skip_region_validation      = var.offline
  skip_requesting_account_id  = var.offline

  default_tags {
    tags = {
      Application = var.name
      ManagedBy   = "terraform"
    }
  }
}

module "replicator" {
  source         = "../modules/replicator"
  name           = var.name
  source_cluster = var.source_cluster
  target_cluster = var.target_cluster
  catalogue      = local.catalogue
}
