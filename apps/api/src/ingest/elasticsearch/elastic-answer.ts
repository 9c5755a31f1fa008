import type { Refusal, WrittenRefusal } from '../../http/refusal.js';
import type { BulkAction } from './read-bulk.js';

/** Clients refuse servers that do not say it (since 7.14). */
export const productHeader = { 'x-elastic-product': 'Elasticsearch' };

/** Elasticsearch's names for errors, by status. */
const types: Readonly<Record<number, string>> = {
  400: 'illegal_argument_exception',
  401: 'security_exception',
  403: 'security_exception',
  410: 'security_exception',
  413: 'content_too_long_exception',
  415: 'media_type_header_exception',
  503: 'es_rejected_execution_exception',
};

/** An error as Elasticsearch writes one. */
export function elasticError(status: number, reason: string, type = types[status] ?? 'exception'): object {
  const cause = { type, reason };
  return { error: { root_cause: [cause], ...cause }, status };
}

/** A refusal in Elasticsearch's words. */
export function writeElasticRefusal({ problem, kind }: Refusal): WrittenRefusal {
  const { status, detail, title } = problem;
  const body =
    kind === 'empty-body'
      ? elasticError(status, 'request body is required', 'parse_exception')
      : elasticError(status, detail ?? title);
  return { status, contentType: 'application/json', body: JSON.stringify(body), headers: productHeader };
}

const shards = { total: 1, successful: 1, failed: 0 };

/** A document that was taken; it has the id that its sender gave it, or one by its place in the batch. */
export function documentTaken(index: string, id: string): object {
  return {
    _index: index,
    _id: id,
    _version: 1,
    result: 'created',
    _shards: shards,
    _seq_no: 0,
    _primary_term: 1,
  };
}

/**
 * An item for each action. What is stored cannot be deleted here, and there is nothing to delete. Whether a document
 * is a sign-in that can be read is not known yet: those that cannot are kept, with the reason.
 */
export function bulkTaken(
  actions: readonly BulkAction[],
  { batchId, index: defaultIndex, tookMs }: { batchId: string; index: string; tookMs: number },
): object {
  let errors = false;
  const items = actions.map(({ action, index, id, isComplete }, place) => {
    const target = index ?? defaultIndex;
    const document = documentTaken(target, id ?? `${batchId}-${place}`);
    if (!isComplete) {
      errors = true;
      const error = { type: 'illegal_argument_exception', reason: 'The document of this action is missing.' };
      return { [action]: { _index: target, _id: id, status: 400, error } };
    }
    if (action === 'delete') return { delete: { ...document, result: 'not_found', status: 404 } };
    if (action === 'update') return { update: { ...document, result: 'updated', status: 200 } };
    return { [action]: { ...document, status: 201 } };
  });
  return { took: tookMs, errors, items };
}
