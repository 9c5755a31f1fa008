-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "workspaces" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "minute_rollup_days" INTEGER NOT NULL DEFAULT 7,
    "hour_rollup_days" INTEGER NOT NULL DEFAULT 400,
    "sign_in_days" INTEGER NOT NULL DEFAULT 30,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspaces_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "feeds" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "system_hint" TEXT,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "feeds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ingest_keys" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "feed_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "preview" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "ingest_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_tokens" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "preview" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "batches" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "feed_id" UUID NOT NULL,
    "digest" BYTEA NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'received',
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(3),
    "bytes" INTEGER NOT NULL,
    "content_encoding" TEXT,
    "records" INTEGER NOT NULL DEFAULT 0,
    "accepted" INTEGER NOT NULL DEFAULT 0,
    "duplicates" INTEGER NOT NULL DEFAULT 0,
    "rejected" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "skipped_kinds" JSONB NOT NULL DEFAULT '{}',
    "unknown_codes" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "failure_detail" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "batches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "batch_bodies" (
    "batch_id" UUID NOT NULL,
    "body" BYTEA NOT NULL,

    CONSTRAINT "batch_bodies_pkey" PRIMARY KEY ("batch_id")
);

-- CreateTable
CREATE TABLE "rejects" (
    "batch_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "excerpt" TEXT NOT NULL,

    CONSTRAINT "rejects_pkey" PRIMARY KEY ("batch_id","index")
);

-- CreateTable
CREATE TABLE "code_classes" (
    "workspace_id" TEXT NOT NULL,
    "error_code" TEXT NOT NULL,
    "system" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "variant" TEXT,
    "known" BOOLEAN NOT NULL,
    "title" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "cause" TEXT,
    "source" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "code_classes_pkey" PRIMARY KEY ("workspace_id","error_code")
);

-- CreateTable
CREATE TABLE "rollup_minutes" (
    "workspace_id" TEXT NOT NULL,
    "bucket" TIMESTAMPTZ(0) NOT NULL,
    "error_code" TEXT NOT NULL,
    "app" TEXT NOT NULL,
    "feed_id" UUID NOT NULL,
    "interactive" TEXT NOT NULL,
    "events" INTEGER NOT NULL,

    CONSTRAINT "rollup_minutes_pkey" PRIMARY KEY ("workspace_id","bucket","error_code","app","feed_id","interactive")
);

-- CreateTable
CREATE TABLE "rollup_hours" (
    "workspace_id" TEXT NOT NULL,
    "bucket" TIMESTAMPTZ(0) NOT NULL,
    "error_code" TEXT NOT NULL,
    "app" TEXT NOT NULL,
    "feed_id" UUID NOT NULL,
    "interactive" TEXT NOT NULL,
    "events" INTEGER NOT NULL,

    CONSTRAINT "rollup_hours_pkey" PRIMARY KEY ("workspace_id","bucket","error_code","app","feed_id","interactive")
);

-- CreateTable
CREATE TABLE "alert_rules" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "filter" JSONB NOT NULL DEFAULT '{}',
    "measure" TEXT NOT NULL,
    "window_minutes" INTEGER NOT NULL,
    "threshold" DOUBLE PRECISION NOT NULL,
    "recovery_threshold" DOUBLE PRECISION NOT NULL,
    "minimum_attempts" INTEGER NOT NULL DEFAULT 0,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "state" TEXT NOT NULL DEFAULT 'ok',
    "state_since" TIMESTAMPTZ(3),
    "peak_value" DOUBLE PRECISION,
    "last_value" DOUBLE PRECISION,
    "last_evaluated_at" TIMESTAMPTZ(3),
    "last_because" TEXT,

    CONSTRAINT "alert_rules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_rule_channels" (
    "rule_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,

    CONSTRAINT "alert_rule_channels_pkey" PRIMARY KEY ("rule_id","channel_id")
);

-- CreateTable
CREATE TABLE "alerts" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "rule_id" UUID NOT NULL,
    "rule_name" TEXT NOT NULL,
    "dedup_key" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'firing',
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "measure" TEXT NOT NULL,
    "threshold" DOUBLE PRECISION NOT NULL,
    "value_at_start" DOUBLE PRECISION NOT NULL,
    "peak_value" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "alerts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channels" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'webhook',
    "url" TEXT NOT NULL,
    "secret_encrypted" BYTEA NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "channels_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "channel_id" UUID NOT NULL,
    "alert_id" UUID,
    "event_type" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "next_attempt_at" TIMESTAMPTZ(3),

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery_attempts" (
    "id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "status_code" INTEGER,
    "latency_ms" INTEGER NOT NULL,
    "error" TEXT,
    "response_excerpt" TEXT,

    CONSTRAINT "delivery_attempts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "token" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "user_id" TEXT NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accounts" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verifications" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "verifications_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "feeds_workspace_id_name_key" ON "feeds"("workspace_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "ingest_keys_hash_key" ON "ingest_keys"("hash");

-- CreateIndex
CREATE INDEX "ingest_keys_workspace_id_created_at_idx" ON "ingest_keys"("workspace_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_tokens_hash_key" ON "api_tokens"("hash");

-- CreateIndex
CREATE INDEX "batches_workspace_id_received_at_id_idx" ON "batches"("workspace_id", "received_at" DESC, "id");

-- CreateIndex
CREATE UNIQUE INDEX "batches_feed_id_digest_key" ON "batches"("feed_id", "digest");

-- CreateIndex
CREATE INDEX "alert_rules_workspace_id_created_at_idx" ON "alert_rules"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "alerts_workspace_id_started_at_id_idx" ON "alerts"("workspace_id", "started_at" DESC, "id");

-- CreateIndex
CREATE INDEX "channels_workspace_id_created_at_idx" ON "channels"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "deliveries_workspace_id_created_at_id_idx" ON "deliveries"("workspace_id", "created_at" DESC, "id");

-- CreateIndex
CREATE INDEX "deliveries_status_next_attempt_at_idx" ON "deliveries"("status", "next_attempt_at");

-- CreateIndex
CREATE UNIQUE INDEX "deliveries_alert_id_channel_id_event_type_key" ON "deliveries"("alert_id", "channel_id", "event_type");

-- CreateIndex
CREATE INDEX "delivery_attempts_delivery_id_at_idx" ON "delivery_attempts"("delivery_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_token_key" ON "sessions"("token");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE INDEX "accounts_user_id_idx" ON "accounts"("user_id");

-- CreateIndex
CREATE INDEX "verifications_identifier_idx" ON "verifications"("identifier");

-- AddForeignKey
ALTER TABLE "ingest_keys" ADD CONSTRAINT "ingest_keys_feed_id_fkey" FOREIGN KEY ("feed_id") REFERENCES "feeds"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_rule_channels" ADD CONSTRAINT "alert_rule_channels_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "alert_rules"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_rule_channels" ADD CONSTRAINT "alert_rule_channels_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "alert_rules"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alerts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_attempts" ADD CONSTRAINT "delivery_attempts_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "deliveries"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The two large tables, partitioned by day of the event: retention drops a partition, and a day's rows stay
-- together. No foreign keys, no sequences, and the event key in every unique constraint: so they can be spread
-- over a distributed PostgreSQL as they are. Partitions are made as their days come (db/src/partitions/).

-- Every event ever counted within retention, successes too: what makes a resend count once.
CREATE TABLE "event_ids" (
    "event_key" UUID NOT NULL,
    "occurred_on" DATE NOT NULL,
    "workspace_id" TEXT NOT NULL,

    CONSTRAINT "event_ids_pkey" PRIMARY KEY ("event_key", "occurred_on", "workspace_id")
) PARTITION BY RANGE ("occurred_on");

-- Failures and interrupts, for drill-down.
CREATE TABLE "sign_ins" (
    "event_key" UUID NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "feed_id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "error_code" TEXT NOT NULL,
    "app" TEXT NOT NULL,
    "user_key" TEXT,
    "ip" TEXT,
    "country" TEXT,
    "client" TEXT,
    "correlation_id" TEXT,
    -- Read whole, never searched: so it is kept as text, which costs less to write.
    "event" JSON NOT NULL,

    CONSTRAINT "sign_ins_pkey" PRIMARY KEY ("event_key", "occurred_at")
) PARTITION BY RANGE ("occurred_at");

-- Holds what counting people and ranking apps asks for, so that both are answered from the index alone.
CREATE INDEX "sign_ins_time_idx" ON "sign_ins" ("workspace_id", "occurred_at" DESC, "event_key")
    INCLUDE ("error_code", "app", "feed_id", "user_key");
CREATE INDEX "sign_ins_code_idx" ON "sign_ins" ("workspace_id", "error_code", "occurred_at");
CREATE INDEX "sign_ins_user_idx" ON "sign_ins" ("workspace_id", "user_key", "occurred_at");
CREATE INDEX "sign_ins_ip_idx" ON "sign_ins" ("workspace_id", "ip", "occurred_at");

-- Bodies come compressed by their senders: compressing them again would cost time and gain nothing.
ALTER TABLE "batch_bodies" ALTER COLUMN "body" SET STORAGE EXTERNAL;

-- One rule fires once at a time, whoever evaluates it.
CREATE UNIQUE INDEX "alerts_firing_key" ON "alerts" ("rule_id", "dedup_key") WHERE "state" = 'firing';

-- The sweep and the backlog look only at batches that wait.
CREATE INDEX "batches_waiting_idx" ON "batches" ("received_at") WHERE "status" = 'received';
