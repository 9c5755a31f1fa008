import { lookup } from '@turnaway/catalog';
import type { Outcome } from '@turnaway/contracts/taxonomy';
import { fieldAt, isObject, type JsonObject, joined, lengths, name, text } from '../read-fields.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Events of the Open Cybersecurity Schema Framework: class 3002 (Authentication); other classes are skipped. If the
 * catalog has the status code under the product's name, it is that system's.
 * https://schema.ocsf.io/1.4.0/classes/authentication
 */
export const ocsf: SystemParser = {
  system: 'ocsf',
  isGeneric: true,
  json: {
    claims(record) {
      return name(record.class_uid) !== null && isObject(record.metadata);
    },

    read(record, context) {
      const field = (path: string) => fieldAt(record, path);
      if (name(record.class_uid) !== '3002')
        return skipped(name(record.class_name) ?? name(record.class_uid));
      const activity = name(record.activity_name) ?? name(record.activity_id) ?? '';
      if (isEnd(record)) return skipped(activity);
      const outcome = outcomeOf(record);
      if (outcome === null) return skipped(`${activity} without a status`);
      return signIn(
        {
          system: 'ocsf',
          id: field('metadata.uid'),
          record,
          time: record.time ?? record.time_dt,
          timeField: 'time',
          ...codeOf(record, outcome),
          outcome,
          reason: record.status_detail ?? record.message ?? record.status,
          user:
            field('user.email_addr') ?? field('user.name') ?? field('actor.user.name') ?? field('user.uid'),
          userId: field('user.uid') ?? field('actor.user.uid'),
          app: field('service.name') ?? field('dst_endpoint.svc_name') ?? field('metadata.product.name'),
          appId: field('service.uid'),
          ip: field('src_endpoint.ip'),
          country: field('src_endpoint.location.country'),
          city: field('src_endpoint.location.city'),
          client: field('http_request.user_agent') ?? record.auth_protocol,
          device: field('device.os.name'),
          correlationId: field('metadata.correlation_uid'),
          requestId: field('http_request.uid') ?? field('api.request.uid'),
          evidence: joined('\n', text(record.message, lengths.reason), name(record.logon_type)),
        },
        context,
      );
    },
  },
};

/** Activity 2 is Logoff. */
function isEnd(record: JsonObject): boolean {
  return name(record.activity_id) === '2' || /log ?off/i.test(name(record.activity_name) ?? '');
}

function outcomeOf(record: JsonObject): Outcome | null {
  const id = name(record.status_id);
  if (id === '1') return 'success';
  if (id === '2') return 'failure';
  const status = name(record.status)?.toLowerCase();
  return status === 'success' || status === 'failure' ? status : null;
}

const ntStatus = /^0x[0-9a-f]{8}$/i;
/** The normalized reasons of the schema are words in capitals. */
const detailWord = /^[A-Z][A-Z0-9_]{3,80}$/;

function codeOf(record: JsonObject, outcome: Outcome): { code: string; codeSystem?: string } {
  if (outcome === 'success') return { code: 'success' };
  const windowsCode = [
    fieldAt(record, 'unmapped.Failure Information.Sub Status'),
    fieldAt(record, 'unmapped.EventData.SubStatus'),
    record.status_code,
    record.status,
  ]
    .map((value) => name(value))
    .find((value) => value !== null && ntStatus.test(value) && Number(value) !== 0);
  if (windowsCode) return { code: `0x${windowsCode.slice(2).toUpperCase()}`, codeSystem: 'windows' };
  const code = text(record.status_code, lengths.code);
  const system = productOf(record);
  if (code !== null && system !== null && lookup({ system, code, variant: null }) !== null)
    return { code, codeSystem: system };
  const detail = text(record.status_detail, lengths.code);
  return { code: code ?? (detail !== null && detailWord.test(detail) ? detail : 'failure') };
}

function productOf(record: JsonObject): string | null {
  const product =
    name(fieldAt(record, 'metadata.product.name')) ?? name(fieldAt(record, 'metadata.product.vendor_name'));
  return product?.toLowerCase().replaceAll(' ', '-') ?? null;
}
