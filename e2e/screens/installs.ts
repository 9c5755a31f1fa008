import { setTimeout as wait } from 'node:timers/promises';
import { runTurnawayOnOwnPostgres } from '../setup/own-postgres.js';
import { type RunningTurnaway, runTurnaway } from '../setup/run-turnaway.js';
import { crowd } from './crowd.js';
import { crowdSettings } from './crowded-settings.js';

const demoTimeoutMs = 600_000;

/** A running install to take pictures of. */
export interface Install {
  turnaway: RunningTurnaway;
  /** Called once the browser has signed in, before the first picture. */
  beforePictures?(): Promise<void>;
  stop(): Promise<void>;
}

/** The installs that the pages are looked at in, by the name of their folder of pictures. */
export const installs: Record<string, () => Promise<Install>> = {
  async empty() {
    const turnaway = await runTurnaway();
    return { turnaway, stop: turnaway.stop };
  },
  async demo() {
    const turnaway = await runTurnaway({}, null, ['--demo']);
    await demoCounted(turnaway);
    return { turnaway, stop: turnaway.stop };
  },
  /** 400 apps, people and codes whose names are as long as they come. */
  async crowd() {
    const turnaway = await runTurnaway();
    await turnaway.counted([await turnaway.ingest(crowd(new Date()).join('\n'))]);
    await crowdSettings(turnaway);
    await fired(turnaway);
    return { turnaway, stop: turnaway.stop };
  },
  /** A database that went away while somebody was signed in. */
  async broken() {
    const { turnaway, stopDatabase, stop } = await runTurnawayOnOwnPostgres();
    return { turnaway, beforePictures: stopDatabase, stop };
  },
};

/** Waits until a rule has fired. */
async function fired({ api, said }: RunningTurnaway): Promise<void> {
  const giveUpAt = Date.now() + demoTimeoutMs;
  while ((await api<{ items: unknown[] }>('/api/alerts?limit=1')).items.length === 0) {
    if (Date.now() > giveUpAt) throw new Error(`no alert fired in time: ${said()}`);
    await wait(500);
  }
}

/** Waits until the demo has been sent and counted, and the alert about its expired secret has fired. */
async function demoCounted({ said, api }: RunningTurnaway): Promise<void> {
  const giveUpAt = Date.now() + demoTimeoutMs;
  for (;;) {
    const { total } = await api<{ total: number }>('/api/batches?status=received&limit=1');
    const alerts = await api<{ items: unknown[] }>('/api/alerts?limit=1');
    if (said().includes('--demo: sent') && total === 0 && alerts.items.length > 0) return;
    if (Date.now() > giveUpAt) throw new Error(`the demo was not counted in time: ${said()}`);
    await wait(500);
  }
}
