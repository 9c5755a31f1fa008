import { expect, test } from 'vitest';
import { analyzeText } from '../testing.js';

const vaultEvent = {
  id: 'c5b0c0de-0000-4000-8000-000000000001',
  topic: '/subscriptions/0/resourceGroups/apps/providers/Microsoft.KeyVault/vaults/tidewater-apps',
  subject: 'invoice-export',
  eventType: 'Microsoft.KeyVault.SecretNearExpiry',
  eventTime: '2026-03-01T08:00:00Z',
  data: {
    VaultName: 'tidewater-apps',
    ObjectType: 'Secret',
    ObjectName: 'invoice-export',
    EXP: 1_774_310_400,
  },
};
const cloudEvent = {
  specversion: '1.0',
  type: 'Microsoft.KeyVault.SecretNewVersionCreated',
  time: '2026-03-02T08:00:00Z',
  data: { VaultName: 'tidewater-apps', ObjectType: 'Secret', ObjectName: 'invoice-export' },
};
const certificate = {
  version: '0',
  id: '9f0e6c1d-0000-4000-8000-000000000002',
  'detail-type': 'ACM Certificate Approaching Expiration',
  source: 'aws.acm',
  time: '2026-03-01T06:00:00Z',
  resources: ['arn:aws:acm:eu-west-1:000000000000:certificate/1'],
  detail: { DaysToExpiry: 31, CommonName: 'sso.tidewater.example' },
};
const application = {
  appId: '5a2d1f00-0000-4000-8000-000000000003',
  displayName: 'Payroll',
  passwordCredentials: [
    { keyId: 'key-1', displayName: 'winter', endDateTime: '2026-04-01T00:00:00Z' },
    { keyId: 'key-2', displayName: null, endDateTime: '2027-04-01T00:00:00Z' },
  ],
  keyCredentials: [],
};
const audit = {
  category: 'ApplicationManagement',
  loggedByService: 'Core Directory',
  activityDateTime: '2026-03-03T09:00:00Z',
  activityDisplayName: 'Update application – Certificates and secrets management',
  targetResources: [
    {
      displayName: 'Payroll',
      type: 'Application',
      modifiedProperties: [
        {
          displayName: 'KeyDescription',
          oldValue:
            '["[KeyIdentifier=key-1,KeyType=Password,KeyUsage=Verify]","[KeyIdentifier=key-2,KeyType=Password]"]',
          newValue: '["[KeyIdentifier=key-2,KeyType=Password,KeyUsage=Verify]"]',
        },
      ],
    },
  ],
};
const signingThumbprint = '0123456789ABCDEF0123456789ABCDEF01234567';
const decryptingThumbprint = '89ABCDEF0123456789ABCDEF0123456789ABCDEF';
const federationWarning = {
  EventID: 385,
  SourceName: 'AD FS',
  Channel: 'AD FS/Admin',
  Hostname: 'adfs1.tidewater.example',
  EventTime: '2026-03-01T05:00:00Z',
  Message: [
    'Certificates of the federation service have to be looked at.',
    'Additional Details:',
    `Token-signing certificate with thumbprint '${signingThumbprint}' is set to expire on 3/21/2026 9:30:00 AM.`,
    `Token-decrypting certificate with thumbprint '${decryptingThumbprint.toLowerCase()}' expired on 2/27/2026 9:30:00 PM.`,
  ].join('\r\n'),
};
const notice = { appId: null, isWhole: false };

test.each([
  [
    'Key Vault names the day of a secret',
    vaultEvent,
    {
      ...{ ...notice, system: 'entra', app: 'invoice-export', saidAt: '2026-03-01T08:00:00.000Z' },
      credentials: [
        { id: 'tidewater-apps/secret/invoice-export', name: 'secret', expiresAt: '2026-03-24T00:00:00.000Z' },
      ],
    },
  ],
  [
    'a new version without a day ends the one before',
    cloudEvent,
    {
      ...{ ...notice, system: 'entra', app: 'invoice-export', saidAt: '2026-03-02T08:00:00.000Z' },
      credentials: [{ id: 'tidewater-apps/secret/invoice-export', name: 'secret', expiresAt: null }],
    },
  ],
  [
    'Certificate Manager says how many days are left',
    certificate,
    {
      ...{ ...notice, system: 'aws', app: 'sso.tidewater.example', saidAt: '2026-03-01T06:00:00.000Z' },
      credentials: [
        { id: certificate.resources[0], name: 'certificate', expiresAt: '2026-04-01T06:00:00.000Z' },
      ],
    },
  ],
  [
    'AD FS names the days of its own certificates, those that have passed too',
    federationWarning,
    {
      ...{ ...notice, system: 'ad-fs', app: 'AD FS on adfs1.tidewater.example' },
      saidAt: '2026-03-01T05:00:00.000Z',
      credentials: [
        {
          ...{ id: signingThumbprint, name: 'Token-signing certificate' },
          expiresAt: '2026-03-21T09:30:00.000Z',
        },
        {
          ...{ id: decryptingThumbprint, name: 'Token-decrypting certificate' },
          expiresAt: '2026-02-27T21:30:00.000Z',
        },
      ],
    },
  ],
  [
    'an application of Microsoft Graph has all its credentials with it',
    application,
    {
      ...{ system: 'entra', app: 'Payroll', appId: application.appId, saidAt: '2026-03-01T12:00:00.000Z' },
      credentials: [
        { id: 'key-1', name: 'winter', expiresAt: '2026-04-01T00:00:00.000Z' },
        { id: 'key-2', name: null, expiresAt: '2027-04-01T00:00:00.000Z' },
      ],
      isWhole: true,
    },
  ],
  [
    'an audit record names those that were taken away, and no day',
    audit,
    {
      ...{ ...notice, system: 'entra', app: 'Payroll', saidAt: '2026-03-03T09:00:00.000Z' },
      credentials: [{ id: 'key-1', name: null, expiresAt: null }],
    },
  ],
])('%s', (_name, record, expected) => {
  const facts = analyzeText(JSON.stringify(record));
  expect(facts).toMatchObject({ records: 1, events: [], rejects: [] });
  expect(facts.credentials).toEqual([expected]);
});

test('a notice from a clock that is years ahead does not have the last word', () => {
  const ahead = { ...vaultEvent, eventTime: '2061-03-01T08:00:00Z' };
  const facts = analyzeText([ahead, vaultEvent].map((each) => JSON.stringify(each)).join('\n'));
  expect(facts.credentials?.map(({ saidAt }) => saidAt)).toEqual(['2026-03-01T08:00:00.000Z']);
  expect(facts.records).toBe(2);
});
