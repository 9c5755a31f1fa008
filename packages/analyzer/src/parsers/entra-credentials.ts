import type { CredentialNotice } from '@turnaway/contracts/batch-facts';
import { isObject, type JsonObject, listIn, name, objectIn } from '../read-fields.js';
import { credentialNotice } from './credential-notice.js';
import type { Reading } from './parser.js';

const keyVaultType =
  /^Microsoft\.KeyVault\.(Secret|Certificate|Key)(?:NearExpiry|Expired|NewVersionCreated)$/;

/**
 * What tells when apps of Microsoft Entra must renew a credential, although it is no sign-in: Key Vault's events, and the
 * application objects of Microsoft Graph, which somebody exports to be warned by. `null` for all other records.
 * https://learn.microsoft.com/en-us/azure/event-grid/event-schema-key-vault
 * https://learn.microsoft.com/en-us/graph/api/resources/application
 */
export function readCredentials(record: JsonObject, receivedAt: Date): Reading | null {
  if (isKeyVaultEvent(record)) return readKeyVault(record);
  if (isApplication(record)) return readApplication(record, receivedAt);
  return null;
}

/** As {@link readCredentials}, asked of a record's shape alone. */
export function tellsCredentials(record: JsonObject): boolean {
  return isKeyVaultEvent(record) || isApplication(record);
}

function isKeyVaultEvent(record: JsonObject): boolean {
  const type = record.eventType ?? record.type;
  return typeof type === 'string' && keyVaultType.test(type) && isObject(record.data);
}

/** Event Grid's own schema, and CloudEvents. A new version takes the place of the one before; without a day it never ends. */
function readKeyVault(record: JsonObject): Reading {
  const type = String(record.eventType ?? record.type);
  const data = objectIn(record.data);
  const kind = keyVaultType.exec(type)?.[1]?.toLowerCase() ?? 'secret';
  const vault = name(data.VaultName ?? data.vaultName);
  const object = name(data.ObjectName ?? data.objectName);
  return {
    kind: 'skipped',
    as: type,
    credentials: credentialNotice({
      system: 'entra',
      app: object,
      time: record.eventTime ?? record.time,
      credentials: [{ id: `${vault}/${kind}/${object}`, name: kind, expiresAt: data.EXP ?? data.exp }],
    }),
  };
}

function isApplication(record: JsonObject): boolean {
  return (
    typeof record.appId === 'string' &&
    typeof record.displayName === 'string' &&
    (Array.isArray(record.passwordCredentials) || Array.isArray(record.keyCredentials))
  );
}

/** An object has no time of its own: it is as things are when it comes. */
function readApplication(record: JsonObject, receivedAt: Date): Reading {
  const credentials = [...listIn(record.passwordCredentials), ...listIn(record.keyCredentials)]
    .filter(isObject)
    .map((each) => ({ id: each.keyId, name: each.displayName, expiresAt: each.endDateTime }));
  return {
    kind: 'skipped',
    as: 'application',
    credentials: credentialNotice({
      system: 'entra',
      app: record.displayName,
      appId: record.appId,
      time: receivedAt.toISOString(),
      credentials,
      // Either list may have been left out of what was exported.
      isWhole: Array.isArray(record.passwordCredentials) && Array.isArray(record.keyCredentials),
    }),
  };
}

const keyIdentifier = /KeyIdentifier=([^,\]]{1,100})/g;

/**
 * What an audit record says of the credentials that were taken from an app: it names those before and after, and no day.
 * So a warning about one that was renewed or removed is over.
 */
export function auditedCredentials(record: JsonObject): CredentialNotice | null {
  const properties = objectIn(record.properties);
  const audit = 'targetResources' in properties ? properties : record;
  const [target] = listIn(audit.targetResources ?? audit.TargetResources).filter(isObject);
  const changed = listIn(target?.modifiedProperties)
    .filter(isObject)
    .find(({ displayName }) => displayName === 'KeyDescription');
  if (target === undefined || changed === undefined) return null;
  const left = idsIn(changed.newValue);
  return credentialNotice({
    system: 'entra',
    app: target.displayName,
    time: record.time ?? audit.activityDateTime ?? audit.ActivityDateTime,
    credentials: [...idsIn(changed.oldValue)].filter((id) => !left.has(id)).map((id) => ({ id })),
  });
}

function idsIn(keyDescription: unknown): Set<string> {
  if (typeof keyDescription !== 'string') return new Set();
  return new Set([...keyDescription.matchAll(keyIdentifier)].flatMap(([, id]) => id ?? []));
}
