-- A record that somebody asked to see as it was sent, found in its batch by a worker and waiting to be read. Gone within minutes.
CREATE TABLE "original_records" (
    "workspace_id" TEXT NOT NULL,
    "event_key" UUID NOT NULL,
    "record" TEXT,
    "masked" INTEGER NOT NULL,
    "is_cut" BOOLEAN NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "original_records_pkey" PRIMARY KEY ("workspace_id", "event_key")
);
CREATE INDEX "original_records_found_at_idx" ON "original_records"("found_at");
