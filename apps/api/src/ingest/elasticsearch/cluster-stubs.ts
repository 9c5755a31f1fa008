/** What a request that brings no documents is answered with. */
export interface StubAnswer {
  status: number;
  body: object;
}

const name = 'turnaway';
/** One that no shipper finds too old, or of a form that it does not know. */
const version = '9.4.0';
const license = { status: 'active', uid: name, type: 'basic', mode: 'basic' };
const shards = { total: 1, successful: 1, failed: 0 };

const info = {
  name,
  cluster_name: name,
  cluster_uuid: name,
  version: {
    number: version,
    build_flavor: 'default',
    build_type: 'tar',
    build_snapshot: false,
    minimum_wire_compatibility_version: '8.0.0',
    minimum_index_compatibility_version: '8.0.0',
  },
  tagline: 'You Know, for Search',
};

const health = {
  cluster_name: name,
  status: 'green',
  timed_out: false,
  number_of_nodes: 1,
  number_of_data_nodes: 1,
  active_primary_shards: 1,
  active_shards: 1,
};

/** What shippers ask a cluster about itself, by path. */
const facts: Readonly<Record<string, object>> = {
  '': info,
  _license: { license },
  '_xpack/license': { license },
  _xpack: {
    build: {},
    license,
    features: { ilm: { available: true, enabled: true }, security: { available: true, enabled: true } },
    tagline: 'You know, for X',
  },
  '_cluster/health': health,
  '_ilm/status': { operation_mode: 'RUNNING' },
  _nodes: { _nodes: shards, cluster_name: name, nodes: {} },
  '_nodes/http': { _nodes: shards, cluster_name: name, nodes: {} },
};

/** What shippers prepare a cluster with, before they send: all of it is there already, or done at once. */
const preparations =
  /^(?:_index_template|_template|_component_template|_ilm\/policy|_ingest\/pipeline|_data_stream|_alias|_aliases)(?:\/|$)/;
const indexAlone = /^[^_/][^/]*$/;
const upkeep = /^(?:[^_/][^/]*\/)?(?:_refresh|_flush|_settings|_mapping|_mappings|_alias\/[^/]+)$/;

/**
 * The answer to what Beats, Logstash, Fluent Bit, Vector and Elastic's own clients ask before and between bulk
 * requests (their sources: licenser, ilm and template of libbeat; license_checker of logstash-output-elasticsearch).
 * `path` is what follows `/es/`.
 */
export function answerStub(method: string, path: string): StubAnswer {
  const place = path.replace(/\/+$/, '');
  const reads = method === 'GET' || method === 'HEAD';
  const fact = facts[place];
  if (reads && fact !== undefined) return { status: 200, body: fact };
  if (preparations.test(place)) return { status: 200, body: reads ? {} : { acknowledged: true } };
  if (upkeep.test(place)) return { status: 200, body: reads ? {} : { acknowledged: true, _shards: shards } };
  if (indexAlone.test(place) && method !== 'POST') {
    const made = { acknowledged: true, shards_acknowledged: true, index: place };
    return { status: 200, body: reads ? {} : made };
  }
  const reason = `no handler found for uri [/${place}] and method [${method}]`;
  return { status: 400, body: { error: reason } };
}
