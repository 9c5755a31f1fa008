import { type Flow, systemOf } from './attempt.js';
import type { FlowShares } from './flows.js';
import { endMsOf, flowsNeeded, type Incident, incidentNames } from './incidents.js';
import { parseTime } from './parse-time.js';

/** Reads `name@time` or `name@time/time`, times in ISO 8601. Returns a sentence if it is wrong. */
export function parseIncident(text: string): Incident | { problem: string } {
  const [nameText = '', times = ''] = text.split('@');
  const name = incidentNames.find((known) => known === nameText);
  if (name === undefined) {
    return { problem: `unknown incident "${nameText}": expected one of ${incidentNames.join(', ')}` };
  }
  const [fromText = '', toText] = times.split('/');
  const from = parseTime(fromText);
  const to = toText === undefined ? undefined : parseTime(toText);
  if (from === null || to === null) {
    return { problem: `"${text}": expected a time, such as ${name}@2026-11-23T09:00:00Z` };
  }
  if (to !== undefined && to <= from) return { problem: `"${text}": it ends before it begins` };
  return to === undefined ? { name, from } : { name, from, to };
}

/** A sentence if an incident cannot show: it is outside of the time, or its system is not played. */
export function findIncidentProblem(
  incident: Incident,
  span: { from: Date; to: Date },
  shares: FlowShares,
): string | null {
  if (incident.from >= span.to || endMsOf(incident) <= span.from.getTime()) {
    return `incident ${incident.name}: ${incident.from.toISOString()} is outside of the time that is simulated`;
  }
  const needed = flowsNeeded(incident.name);
  if (needed.some((flow) => shares.has(flow))) return null;
  const systems = [
    ...new Set(needed.map((flow: Flow) => (systemOf(flow) === 'entra' ? flow : systemOf(flow)))),
  ];
  return `incident ${incident.name} needs ${systems.join(' or ')} in --systems`;
}
