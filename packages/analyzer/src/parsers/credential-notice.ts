import {
  type CredentialNotice,
  credentialsOfAppMax,
  type NamedCredential,
} from '@turnaway/contracts/batch-facts';
import { name } from '../read-fields.js';
import { timeIn } from '../read-time.js';

/** What a parser found of an app's credentials: values as the record has them. They are cleaned and cut here. */
interface FoundCredentials {
  system: string;
  app: unknown;
  appId?: unknown;
  time: unknown;
  /** Without a day it is over with the credential: renewed for ever, or taken away. */
  credentials: readonly { id: unknown; name?: unknown; expiresAt?: unknown }[];
  /** These are all that the app has. */
  isWhole?: boolean;
}

/** What a record says of an app's credentials; `null` without an app or a time that can be read. */
export function credentialNotice(found: FoundCredentials): CredentialNotice | null {
  const app = name(found.app);
  const saidAt = timeIn(found.time);
  if (app === null || saidAt === null) return null;
  const credentials = found.credentials.slice(0, credentialsOfAppMax).flatMap((each): NamedCredential[] => {
    const id = name(each.id);
    return id === null ? [] : [{ id, name: name(each.name), expiresAt: timeIn(each.expiresAt) }];
  });
  return {
    system: found.system,
    app,
    appId: name(found.appId),
    saidAt,
    credentials,
    isWhole: found.isWhole ?? false,
  };
}
