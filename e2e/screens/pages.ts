import type { RunningTurnaway } from '../setup/run-turnaway.js';

/** Every page by the name of its picture; those about one thing only where the install has such a thing. */
export async function pagesOf(turnaway: RunningTurnaway): Promise<[name: string, path: string][]> {
  const about = async (name: string, folder: string, by: string): Promise<[string, string][]> => {
    const { items } = await turnaway.api<{ items: { key: string }[] }>(`/api/breakdown?by=${by}&limit=1`);
    return items.map(({ key }) => [name, `/${folder}/${encodeURIComponent(key)}`]);
  };
  /** The page of the first of a list, and the path that leads to it. */
  const firstOf = async (name: string, list: string, folder: string): Promise<[string, string][]> => {
    const { items } = await turnaway.api<{ items: { id: string }[] }>(`${list}?limit=1`);
    return items.map(({ id }) => [name, `${folder}/${id}`]);
  };
  return [
    ['overview', '/'],
    ['overview-30d-rate', '/?range=30d&by=app&metric=rate'],
    ['errors', '/errors'],
    ['errors-by-code', '/errors?by=code'],
    ['error', '/errors/entra/50126'],
    ['sign-ins', '/sign-ins'],
    ['attempts', '/attempts'],
    ['views', '/views'],
    ['apps', '/breakdown/app'],
    ...(await about('app', 'apps', 'app')),
    ...(await about('person', 'people', 'user')),
    ...(await about('address', 'addresses', 'ip')),
    ['explain', '/explain'],
    ['catalog', '/catalog'],
    ['catalog-system', '/catalog?system=okta'],
    ['entry', '/catalog/entra/50053'],
    ['unknown-codes', '/unknown-codes?range=30d'],
    ['overrides', '/settings/overrides'],
    ['batches', '/batches'],
    ...(await firstOf('batch', '/api/batches', '/batches')),
    ['feeds', '/feeds'],
    ...(await firstOf('feed', '/api/feeds', '/feeds')),
    ['alerts', '/alerts'],
    ...(await firstOf('alert', '/api/alerts', '/alerts')),
    ['rules', '/alerts/rules'],
    ['new-rule', '/alerts/rules/new'],
    ...(await firstOf('rule', '/api/alert-rules', '/alerts/rules')),
    ['channels', '/alerts/channels'],
    ...(await firstOf('channel', '/api/channels', '/alerts/channels')),
    ['silences', '/alerts/silences'],
    ['settings', '/settings'],
    ['members', '/settings/members'],
    ['tokens', '/settings/tokens'],
    ['retention', '/settings/retention'],
    ['privacy', '/settings/privacy'],
  ];
}
