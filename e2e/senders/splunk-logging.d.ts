/** As much of Splunk's logger as is used; the package has no types of its own. */
declare module 'splunk-logging' {
  interface Answer {
    statusCode: number;
  }
  class Logger {
    constructor(config: { token: string; url: string; maxBatchCount?: number });
    error: (error: Error) => void;
    send(context: { message: unknown; metadata?: Record<string, string> }): void;
    flush(done: (error: Error | null, answer: Answer, body: { code?: number }) => void): void;
  }
  const splunk: { Logger: typeof Logger };
  export = splunk;
}
