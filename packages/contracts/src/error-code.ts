/** The system that issued a code, and the code as that system writes it; `variant` tells apart its causes. */
export interface ErrorCode {
  system: string;
  code: string;
  variant: string | null;
}

/** Longest code kept; real codes stay far below, and the text is part of index keys. */
export const codeLengthMax = 128;

/**
 * One string for an error code, as shown and stored: `entra/50053#malicious-ip`. The code may itself hold
 * slashes and blanks; the system never does, so the first slash splits.
 */
export function formatErrorCode({ system, code, variant }: ErrorCode): string {
  return variant === null ? `${system}/${code}` : `${system}/${code}#${variant}`;
}

/** The reverse of {@link formatErrorCode}; `null` if there is no `system/` in front. */
export function parseErrorCode(text: string): ErrorCode | null {
  const slash = text.indexOf('/');
  if (slash < 1 || slash === text.length - 1) return null;
  const system = text.slice(0, slash);
  const rest = text.slice(slash + 1);
  const hash = rest.lastIndexOf('#');
  if (hash < 1) return { system, code: rest, variant: null };
  return { system, code: rest.slice(0, hash), variant: rest.slice(hash + 1) };
}
