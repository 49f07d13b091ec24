output "name" {
  value = aws_glue_registry.this.registry_name
}

output "schemas" {
  value = local.names
}

# What a process does there: look a version up, and add those that are missing.
output "policy" {
  value = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "register"
        Effect   = "Allow"
        Action   = ["glue:CreateSchema", "glue:GetSchemaByDefinition", "glue:RegisterSchemaVersion"]
        Resource = [aws_glue_registry.this.arn, "${replace(aws_glue_registry.this.arn, ":registry/", ":schema/")}/*"]
      },
      {
        # Asked for by the version's id alone, which names no registry: Glue knows no narrower resource.
        Sid      = "read"
        Effect   = "Allow"
        Action   = ["glue:GetSchemaVersion"]
        Resource = ["*"]
      },
    ]
  })
}
