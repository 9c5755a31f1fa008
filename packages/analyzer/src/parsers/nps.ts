import { isObject, type JsonObject, name, text } from '../read-fields.js';
import { ipIn } from '../read-ip.js';
import { type ReadContext, type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Network Policy Server and Routing and Remote Access: their own log files, in the database-compatible form, the IAS
 * form of numbered attributes, and XML. (Its events in the Security log are read by windows.ts.)
 * https://learn.microsoft.com/en-us/windows-server/networking/technologies/nps/nps-accounting-configure
 */
export const nps: SystemParser = {
  system: 'nps',
  json: {
    claims: (record) => isObject(record.Event) && 'Packet-Type' in record.Event,
    read: (record, context) => readPacket(xmlPacket(record), record, context),
  },
  text: {
    claims: ({ line }) => tableLine.test(line) || numberedLine.test(line),
    read(record, context) {
      const packet = tableLine.test(record.line) ? tablePacket(record.cells) : numberedPacket(record.cells);
      return readPacket(packet, record.line, context);
    },
  },
};

/** A RADIUS packet as the server logged it. */
interface Packet {
  type: string | undefined;
  time: unknown;
  user: unknown;
  reason: unknown;
  policy: unknown;
  server: unknown;
  callingStation: unknown;
  client: unknown;
}

const date = '\\d{1,2}/\\d{1,2}/\\d{4},\\d{1,2}:\\d\\d:\\d\\d';
const tableLine = new RegExp(`^"?[^",]{1,64}"?,"?(?:IAS|RAS|NPS)"?,${date},\\d{1,2},`);
const numberedLine = new RegExp(`^"?[\\d.:a-f]{2,45}"?,[^,]{0,256},${date},"?(?:IAS|RAS|NPS)"?,`);

function tablePacket(cells: readonly string[]): Packet {
  const [server, , day, time, type, user, fullName] = cells;
  return {
    type,
    time: `${day} ${time}`,
    user: name(user) ?? fullName,
    reason: cells[25],
    policy: cells[24],
    server,
    callingStation: cells[8],
    client: cells[16],
  };
}

/** Six fixed cells, then pairs of an attribute's number and its value. */
function numberedPacket(cells: readonly string[]): Packet {
  const [, user, day, time, , server] = cells;
  const values = new Map<string, string>();
  for (let place = 6; place + 1 < cells.length; place += 2)
    values.set(cells[place] ?? '', cells[place + 1] ?? '');
  return {
    type: values.get('4136'),
    time: `${day} ${time}`,
    user: name(user) ?? values.get('4130') ?? values.get('1'),
    reason: values.get('4142'),
    policy: values.get('4149') ?? values.get('4132'),
    server,
    callingStation: values.get('31'),
    client: values.get('4128'),
  };
}

function xmlPacket(record: JsonObject): Packet {
  const event = isObject(record.Event) ? record.Event : {};
  const field = (key: string) => {
    const value = event[key];
    return isObject(value) ? value['#text'] : value;
  };
  return {
    type: text(field('Packet-Type'), 4) ?? undefined,
    time: field('Timestamp'),
    user: field('User-Name') ?? field('SAM-Account-Name') ?? field('Fully-Qualifed-User-Name'),
    reason: field('Reason-Code'),
    policy: field('NP-Policy-Name') ?? field('Proxy-Policy-Name'),
    server: field('Computer-Name'),
    callingStation: field('Calling-Station-Id'),
    client: field('Client-Friendly-Name'),
  };
}

/** Requests, challenges and accounting are steps of a sign-in, which its answer ends. */
const kinds: ReadonlyMap<string | undefined, string> = new Map([
  ['1', 'Access-Request'],
  ['4', 'Accounting-Request'],
  ['5', 'Accounting-Response'],
  ['11', 'Access-Challenge'],
]);

function readPacket(packet: Packet, record: unknown, context: ReadContext): Reading {
  const { type, callingStation } = packet;
  if (type !== '2' && type !== '3') return skipped(kinds.get(type) ?? 'packet');
  const accepted = type === '2';
  const reason = text(packet.reason, 8);
  return signIn(
    {
      system: 'nps',
      record,
      time: packet.time,
      timeField: 'Record-Date',
      code: accepted ? '0' : reason === null || reason === '0' ? 'Access-Reject' : reason,
      outcome: accepted ? 'success' : 'failure',
      user: packet.user,
      app: packet.policy,
      policy: packet.policy,
      resource: packet.server,
      ip: callingStation,
      client: packet.client,
      device: ipIn(callingStation) === null ? callingStation : null,
    },
    context,
  );
}
