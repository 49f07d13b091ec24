package orders.local.terraform;

import static orders.local.terraform.Rule.companion;
import static orders.local.terraform.Rule.has;
import static orders.local.terraform.Rule.is;

import java.util.List;

/// What everything on AWS has to be. The ids are those of the same rules in Checkov.
final class Rules {

  private static final String PRIVATE = "aws_s3_bucket_public_access_block";
  private static final String TLS = "/encryption_info/0/encryption_in_transit/0";
  private static final String SASL = "/client_authentication/0/sasl/0";
  private static final String UNKNOWN = "/client_authentication/0/unauthenticated";
  private static final String ACCESS = "/broker_node_group_info/0/connectivity_info/0";
  private static final String INSIDE = "/network_configuration/0/assign_public_ip";
  private static final String LOGS = "/logging_info/0/broker_logs/0/cloudwatch_logs/0";

  private Rules() {}

  static final List<Rule> ALL =
      List.of(
          // CKV_AWS_81
          is("clients speak TLS", "aws_msk_cluster", TLS + "/client_broker", "TLS"),
          is("brokers speak TLS", "aws_msk_cluster", TLS + "/in_cluster", "true"),
          is("clients come in with IAM", "aws_msk_cluster", SASL + "/iam", "true"),
          is("no passwords", "aws_msk_cluster", SASL + "/scram", "false"),
          is("nobody unknown", "aws_msk_cluster", UNKNOWN, "false"),
          // CKV_AWS_291
          is("no public brokers", "aws_msk_cluster", ACCESS + "/public_access/0/type", "DISABLED"),
          // CKV_AWS_80
          is("brokers log", "aws_msk_cluster", LOGS + "/enabled", "true"),
          has("own key", "aws_msk_cluster", "/encryption_info/0/encryption_at_rest_kms_key_arn"),
          // CKV_AWS_7
          is("keys rotate", "aws_kms_key", "/enable_key_rotation", "true"),
          is("keys are missed", "aws_kms_key", "/deletion_window_in_days", "30"),
          // CKV_AWS_26, CKV_AWS_27
          has("topics are encrypted", "aws_sns_topic", "/kms_master_key_id"),
          has("queues are encrypted", "aws_sqs_queue", "/kms_master_key_id"),
          companion("queues have a policy", "aws_sqs_queue", "aws_sqs_queue_policy"),
          // CKV_AWS_158, CKV_AWS_338
          has("logs are encrypted", "aws_cloudwatch_log_group", "/kms_key_id"),
          has("logs end", "aws_cloudwatch_log_group", "/retention_in_days"),
          // CKV_AWS_130
          is("no public address", "aws_subnet", "/map_public_ip_on_launch", "false"),
          // CKV2_AWS_11, CKV2_AWS_12
          companion("networks are logged", "aws_vpc", "aws_flow_log"),
          is("all of it", "aws_flow_log", "/traffic_type", "ALL"),
          companion("no default group", "aws_vpc", "aws_default_security_group"),
          // CKV_AWS_23
          has("rules say why (in)", "aws_vpc_security_group_ingress_rule", "/description"),
          has("rules say why (out)", "aws_vpc_security_group_egress_rule", "/description"),
          has("groups say what", "aws_security_group", "/description"),
          // CKV_AWS_91, CKV_AWS_131, CKV_AWS_328
          is("requests are logged", "aws_lb", "/access_logs/0/enabled", "true"),
          is("odd headers go", "aws_lb", "/drop_invalid_header_fields", "true"),
          is("no desync", "aws_lb", "/desync_mitigation_mode", "strictest"),
          // CKV2_AWS_28
          companion("there is a firewall", "aws_lb", "aws_wafv2_web_acl_association"),
          // CKV_AWS_53 to 56, CKV_AWS_19, CKV2_AWS_61
          companion("no public files", "aws_s3_bucket", PRIVATE),
          companion("files are encrypted", "aws_s3_bucket", Rule.BUCKET_ENCRYPTION),
          companion("files grow old", "aws_s3_bucket", "aws_s3_bucket_lifecycle_configuration"),
          companion("files travel over TLS", "aws_s3_bucket", "aws_s3_bucket_policy"),
          is("no public rules", PRIVATE, "/block_public_acls", "true"),
          is("no public policy", PRIVATE, "/block_public_policy", "true"),
          is("public rules do nothing", PRIVATE, "/ignore_public_acls", "true"),
          is("public buckets are cut off", PRIVATE, "/restrict_public_buckets", "true"),
          // CKV_AWS_51, CKV_AWS_136, CKV_AWS_163
          is("tags stay", "aws_ecr_repository", "/image_tag_mutability", "IMMUTABLE"),
          is("images are scanned", "aws_ecr_repository", Rule.SCAN, "true"),
          is("images are encrypted", "aws_ecr_repository", Rule.IMAGE_ENCRYPTION, "KMS"),
          // CKV_AWS_65, CKV_AWS_333, CKV_AWS_332
          is("tasks are measured", "aws_ecs_cluster", "/setting/0/value", "enabled"),
          is("tasks are inside", "aws_ecs_service", INSIDE, "false"),
          is("a fixed platform", "aws_ecs_service", "/platform_version", "1.4.0"),
          is("back when it fails", "aws_ecs_service", Rule.ROLLBACK, "true"),
          is("own network", "aws_ecs_task_definition", "/network_mode", "awsvpc"),
          is("all topics or none", "aws_cloudformation_stack", "/on_failure", "ROLLBACK"),
          has("events can be told again", "aws_cloudwatch_event_archive", "/retention_days"),
          has("nothing told is lost", "aws_cloudwatch_event_target", "/dead_letter_config/0/arn"),
          has("alarms tell somebody", "aws_cloudwatch_metric_alarm", "/alarm_actions"));
}
