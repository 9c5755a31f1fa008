import { simulateEntraRecords } from '@turnaway/cli/dist/simulate/simulate-entra-records.js';

const apps = 400;
const recordsPerApp = 12;

/** Lines of the last day of 400 apps with long names, some without a space to break at, and long people's names. */
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
    lines.push(
      JSON.stringify({
        ...rest,
        properties: {
          ...properties,
          appDisplayName: appName(number),
          appId: `00000000-0000-4000-9000-${String(number).padStart(12, '0')}`,
          userPrincipalName: `maximiliane.featherstonehaugh-${lines.length % 700}@subsidiary.international.example.com`,
        },
      }),
    );
  }
  return lines;
}

function appName(number: number): string {
  return number % 3 === 0
    ? `urn:example:production:westeurope:payroll_export_service_${number}_backend_for_frontend`
    : `Subsidiary ${number} of the International Example Holding – Travel and Expense Approval (production)`;
}
