-- The label of an alert names a person alone; the app that a token was used again at stands with what it is about.
UPDATE "alerts"
SET "label" = regexp_replace("key", '^.*\|', ''),
  "about" = "about" || jsonb_build_object('app', regexp_replace("key", '\|[^|]*$', ''))
WHERE "kind" = 'token-replay' AND "personal" AND "key" LIKE '%|%';
