output "bucket" {
  value = aws_s3_bucket.this.id
}

output "location" {
  description = "As `orders archive` and `orders restore` take it."
  value       = "s3://${aws_s3_bucket.this.id}/events"
}

output "bucket_arn" {
  value = aws_s3_bucket.this.arn
}
