/** How reading the API failed: its status, or that it, or its database, gave no answer, or one of another shape. */
export type FaultKind = number | 'unreachable' | 'no-database' | 'misread';

/**
 * A fault of the API, on its way to the error page. Next sends only an error's `digest` to the browser, so
 * what the page needs to say what to do is put there.
 */
export class ApiFault extends Error {
  readonly digest: string;

  constructor(kind: FaultKind, requestId: string | null, message: string, options?: ErrorOptions) {
    super(`${message} (${kind})`, options);
    this.name = 'ApiFault';
    this.digest = `turnaway;${kind};${requestId ?? ''}`;
  }
}

/** Reads a digest made by {@link ApiFault}; `null` for any other error. */
export function readFault(digest: string | undefined): { kind: string; requestId: string | null } | null {
  const [mark, kind, requestId] = digest?.split(';') ?? [];
  if (mark !== 'turnaway' || kind === undefined) return null;
  return { kind, requestId: requestId ? requestId : null };
}
