import type { Reference } from '@turnaway/contracts/catalog-entry';
import { type CatalogData, type CodeData, reasonIdsOf, type SystemData } from '../data-schema.js';
import type { Check, Finding } from './finding.js';

/** Who publishes the standards that systems share. */
const standardsBodies = [
  'www.rfc-editor.org',
  'rfc-editor.org',
  'datatracker.ietf.org',
  'openid.net',
  'docs.oasis-open.org',
  'www.w3.org',
  'w3.org',
  'www.iana.org',
];
const titleLengthMin = 5;

/** Every code rests on a page of the system's owner, and sends people nowhere but there and to standards. */
export const referencesGiven: Check = ({ data }) =>
  data.systems.flatMap((system) => [
    ...Object.entries(system.sources).flatMap(([key, reference]) =>
      strayAddress(system, reference).map((problem) => ({
        system: system.system,
        at: `sources.${key}`,
        problem,
      })),
    ),
    ...system.codes.flatMap((code) => findingsOf(data, system, code)),
  ]);

function findingsOf(data: CatalogData, system: SystemData, code: CodeData): Finding[] {
  const facts = (code.from ?? system.from).map((key) => [key, system.sources[key]] as const);
  const own = [...(code.references ?? []), ...(code.variants ?? []).flatMap((v) => v.references ?? [])];
  const shared = reasonIdsOf(code).flatMap((id) => data.reasons[id]?.references ?? []);
  const all = [...own, ...shared, ...facts.flatMap(([, source]) => source ?? [])];
  const problems = [
    ...facts.filter(([, source]) => source === undefined).map(([key]) => `from: there is no source "${key}"`),
    ...[...own, ...shared].flatMap((reference) => strayAddress(system, reference)),
  ];
  if (!all.some(({ url }) => isUnder(system.domains, url))) {
    problems.push(`no reference on ${system.domains.join(', ')}`);
  }
  return problems.map((problem) => ({ system: system.system, at: code.code, problem }));
}

function strayAddress({ domains }: SystemData, { title, url }: Reference): string[] {
  const problems: string[] = [];
  if (title.length < titleLengthMin) problems.push(`the title of ${url} says too little`);
  if (!isUnder([...domains, ...standardsBodies], url)) {
    problems.push(`${url} is not https on the system's domains or a standards body's`);
  }
  return problems;
}

/** A domain is a host, which stands for its subdomains too, or a host and the beginning of a path. */
function isUnder(domains: readonly string[], url: string): boolean {
  const { protocol, hostname, pathname } = new URL(url);
  return domains.some((domain) => {
    const [host = '', ...path] = domain.split('/');
    const isHost = hostname === host || hostname.endsWith(`.${host}`);
    const prefix = path.length === 0 ? '/' : `/${path.join('/')}/`;
    return protocol === 'https:' && isHost && `${pathname}/`.startsWith(prefix);
  });
}
