import { simulateEntraRecords } from '@turnaway/cli/dist/simulate/simulate-entra-records.js';

const apps = 400;
const recordsPerApp = 12;
const unheard =
  'The request to the resource of the partner was refused because no cross-tenant rule allows it for this kind of account.';

/**
 * Lines of the last day of 400 apps with long names, some without a space to break at, and long people's names,
 * among them codes that the catalog does not know, and records that cannot be read.
 */
export function crowd(now: Date): string[] {
  const from = new Date(now.getTime() - 86_400_000);
  const lines: string[] = [];
  for (const record of simulateEntraRecords({
    count: apps * recordsPerApp,
    from,
    to: now,
    failureShare: 0.6,
    seed: 'crowd',
  })) {
    const { properties, ...rest } = JSON.parse(JSON.stringify(record)) as {
      properties: Record<string, unknown>;
    };
    const number = lines.length % apps;
    const isUnknown = lines.length % 97 === 0;
    lines.push(
      JSON.stringify({
        ...rest,
        ...(isUnknown && { resultType: `${9_000_000 + (number % 7)}`, resultDescription: unheard }),
        properties: {
          ...properties,
          ...(isUnknown && { status: { errorCode: 9_000_000 + (number % 7), failureReason: unheard } }),
          appDisplayName: appName(number),
          appId: `00000000-0000-4000-9000-${String(number).padStart(12, '0')}`,
          userPrincipalName: `maximiliane.featherstonehaugh-${lines.length % 700}@subsidiary.international.example.com`,
        },
      }),
    );
  }
  for (const reason of ['not a log record', '{"cut off": "in the midd', '{"hello": "world"}'])
    lines.push(reason);
  return lines;
}

function appName(number: number): string {
  return number % 3 === 0
    ? `urn:example:production:westeurope:payroll_export_service_${number}_backend_for_frontend`
    : `Subsidiary ${number} of the International Example Holding – Travel and Expense Approval (production)`;
}
