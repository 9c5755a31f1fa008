const textMax = 2_000;

/** An error as it may stand in a log line: class, words and stack, not the values that database errors carry. */
export function logError(error: unknown) {
  if (!(error instanceof Error)) return { type: typeof error };
  return {
    type: error.name,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    message: error.message.slice(0, textMax),
    stack: error.stack?.slice(0, textMax),
  };
}
