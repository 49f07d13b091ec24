# Glue's registry with every schema of the build. A resource holds one version of a schema; it is the first
# one, and a process registers the others in their order when it starts, so that a version has the same
# number everywhere. Glue refuses what is not compatible with all before it.

locals {
  names = toset([for file in fileset(var.schemas, "*/1.avsc") : dirname(file)])
}

resource "aws_glue_registry" "this" {
  registry_name = var.name
  description   = "What the topics' values are"
}

resource "aws_glue_schema" "this" {
  for_each          = local.names
  schema_name       = each.key
  registry_arn      = aws_glue_registry.this.arn
  data_format       = "AVRO"
  compatibility     = "FULL_ALL"
  schema_definition = file("${var.schemas}/${each.key}/1.avsc")

  lifecycle {
    # What is read back is the newest version.
    ignore_changes = [schema_definition]
  }
}
