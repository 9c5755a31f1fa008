import type { ErrorCode } from './error-code.js';
import type { Outcome } from './taxonomy.js';

/**
 * A sign-in as every system's log is read into. Each field names its counterpart in the Elastic Common Schema
 * and in OCSF class 3002 (Authentication), so that exports need no second mapping. `null`: the log does not say.
 * Fields marked PII are personal data: they are stored, and shown to members, and never written to a log line.
 */
export interface SignInEvent {
  /** The system's own event id, prefixed by the system; else `sha256:` of the record. ECS event.id, OCSF metadata.uid. */
  eventId: string;
  /** When it happened, ISO 8601 in UTC with milliseconds. ECS @timestamp, OCSF time. */
  occurredAt: string;
  /** The system whose log this is, which may carry another's code. ECS event.provider, OCSF metadata.product. */
  loggedBy: string;
  /** The most specific code. A success has the system's code of success. ECS error.code, OCSF status_code. */
  errorCode: ErrorCode;
  /** What the record itself says; decides only where the catalog does not know the code. ECS event.outcome, OCSF status_id. */
  observedOutcome: Outcome;
  /** A general code around the specific one, such as `invalid_grant`. */
  carrier: string | null;
  /** The system's own words about it. ECS event.reason, OCSF status_detail. */
  reasonText: string | null;
  /** PII. What the person or workload signed in as. ECS user.name, OCSF user.name. */
  userName: string | null;
  /** PII. ECS user.id, OCSF user.uid. */
  userId: string | null;
  /** The application signed in to, by its display name, else by its id. ECS service.name, OCSF service.name. */
  app: string | null;
  /** The application's id in its system. ECS service.id, OCSF service.uid. */
  appId: string | null;
  /** The API or resource that was asked for. OCSF dst_endpoint.svc_name. */
  resource: string | null;
  /** PII. Address the attempt came from. ECS source.ip, OCSF src_endpoint.ip. */
  ip: string | null;
  /** Two letters where the log has them, else the name as logged. ECS source.geo.country_iso_code, OCSF src_endpoint.location.country. */
  country: string | null;
  city: string | null;
  /** Client software: browser, protocol, library. ECS user_agent.name, OCSF http_request.user_agent. */
  client: string | null;
  /** Device: operating system and name. ECS host.os.full, OCSF device.os. */
  device: string | null;
  /**
   * The policies that refused, or that asked for a step: at least one. Absent where the log names none, as most logs
   * do. ECS rule.name, OCSF policy.name.
   */
  policies?: string[];
  /** Was a person at the screen? */
  interactive: boolean | null;
  /** Ties the events of one attempt. OCSF metadata.correlation_uid. */
  correlationId: string | null;
  /** What to give the system's support. ECS http.request.id. */
  requestId: string | null;
}

/** Names of the fields that hold personal data; loggers redact them and channels leave them out. */
export const personalFields = ['userName', 'userId', 'ip'] as const satisfies readonly (keyof SignInEvent)[];
