# A trial: the smallest cluster that still loses nothing, one task of each role.
environment         = "dev"
nat_mode            = "single"
partitions          = 4
deletion_protection = false
log_retention_days  = 14
archive_schedule    = null
collector_image     = null

msk = {
  instance_type = "kafka.t3.small"
  tiered        = false
  volume_gib    = 50
}

services = {
  orders    = { cpu = 512, memory_mib = 1024, tasks_min = 1, tasks_max = 1 }
  inventory = { cpu = 512, memory_mib = 1024, tasks_min = 1, tasks_max = 1 }
  billing   = { cpu = 512, memory_mib = 1024, tasks_min = 1, tasks_max = 1 }
  shipping  = { cpu = 512, memory_mib = 1024, tasks_min = 1, tasks_max = 1 }
  gateway   = { cpu = 512, memory_mib = 1024, tasks_min = 1, tasks_max = 1 }
}
