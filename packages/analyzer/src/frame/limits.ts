/** A record above this is no sign-in; reading it would cost its neighbours memory and time. */
export const recordBytesMax = 1024 * 1024;

/** Deepest nesting of a record; real ones stay below 12. */
export const recordDepthMax = 64;

/** Envelopes within envelopes: a collector's wrapper around a vendor's page around a record. */
export const envelopeDepthMax = 8;
