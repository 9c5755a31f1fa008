import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/** `Connexion au portail web org:example, user:ana@contoso, ip:192.0.2.1`: Systancia writes in French. */
const line =
  /^(?<what>.{3,300}?)\s{1,3}org:(?<org>[^,]{0,128}), user:(?<user>[^,]{0,256}), ip:(?<ip>[0-9A-Fa-f.:]{2,45})/;
const entities: Readonly<Record<string, string>> = {
  '&#224;': 'à',
  '&#39;': "'",
  '&#233;': 'é',
  '&#232;': 'è',
};

/** Systancia Cleanroom: sign-ins to its portal, plug-in and console. https://www.systancia.com/en/systancia-cleanroom/ */
export const systancia: SystemParser = {
  system: 'systancia',
  text: {
    claims: ({ message }) => line.test(message),

    read(record, context) {
      const values = line.exec(record.message)?.groups ?? {};
      const what = (values.what ?? '').replace(/&#\d{2,3};/g, (entity) => entities[entity] ?? entity);
      const failed = /^(?:Echec|Échec) (?:de (?:la )?connexion|d['’]authentification)/i.test(what);
      if (!failed && !/^Connexion\b/i.test(what)) return skipped(what.split(' ')[0] ?? 'message');
      return signIn(
        {
          system: 'systancia',
          record: record.line,
          time: undefined,
          timeField: 'the header',
          code: failed ? 'connexion-echec' : 'connexion',
          outcome: failed ? 'failure' : 'success',
          reason: what,
          user: values.user,
          app: /portail web|console d['’]administration|plugin/i.exec(what)?.[0],
          resource: values.org,
          ip: values.ip,
        },
        context,
      );
    },
  },
};
