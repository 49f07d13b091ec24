# Each task's own metrics, once a minute, into one namespace; few of them: CloudWatch charges for each.

locals {
  collector = {
    for role in keys(merge(local.services, local.registry_service)) : role => var.collector_image == null ? null : {
      image = var.collector_image
      config = yamlencode({
        receivers = {
          prometheus = {
            config = {
              scrape_configs = [{
                job_name        = "orders"
                scrape_interval = "60s"
                static_configs  = [{ targets = ["127.0.0.1:8481"], labels = { service = role } }]
              }]
            }
          }
        }
        exporters = {
          awsemf = {
            namespace                        = local.prefix
            region                           = var.region
            log_group_name                   = "/${local.prefix}-${role}"
            log_stream_name                  = "metrics-{TaskId}"
            resource_to_telemetry_conversion = { enabled = false }
            dimension_rollup_option          = "NoDimensionRollup"
            metric_declarations = [{
              dimensions            = [["service"]]
              metric_name_selectors = ["^orders_.*$"]
            }]
          }
        }
        service = { pipelines = { metrics = { receivers = ["prometheus"], exporters = ["awsemf"] } } }
      })
    }
  }
}
