/** What stands in a ready configuration where the ingest key goes. */
export const keyPlaceholder = 'YOUR_INGEST_KEY';
