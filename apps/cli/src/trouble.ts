/** Trouble that the person at the terminal can mend: shown as one line, without a stack trace. */
export class Trouble extends Error {
  constructor(
    message: string,
    /** 1: something failed. 2: wrong use. */
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(message);
  }
}

/** The line to show for an error that the system raised (no such file, no space, no permission); else `null`. */
export function describeSystemError(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  const where = 'path' in error && typeof error.path === 'string' ? `${error.path}: ` : '';
  const known = systemErrors[error.code];
  if (known !== undefined) return `${where}${known}`;
  return 'syscall' in error ? `${where}${error.message}` : null;
}

const systemErrors: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EISDIR: 'this is a folder; name a file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOSPC: 'no space left on the disk',
};
