import { Body, Controller, Delete, Get, Inject, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type AlertEvaluation,
  type AlertRule,
  type AlertRuleInput,
  type AlertRulePreview,
  alertEvaluationsQuerySchema,
  alertEvaluationsSchema,
  alertRuleInputSchema,
  alertRulePatchSchema,
  alertRulePreviewSchema,
  alertRuleSchema,
  type Page,
  pageOf,
  pageQuerySchema,
} from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { listEvaluations } from '@turnaway/db/alert-history/list-evaluations';
import { deleteAlertRule } from '@turnaway/db/alert-rules/delete-alert-rule';
import { getAlertRule } from '@turnaway/db/alert-rules/get-alert-rule';
import { listAlertRules } from '@turnaway/db/alert-rules/list-alert-rules';
import { saveAlertRule } from '@turnaway/db/alert-rules/save-alert-rule';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { WorkspaceId } from '../auth/principal.js';
import { DB } from '../engines.js';
import { Answers } from '../http/api-doc.js';
import { IdPipe, idSchema } from '../http/ids.js';
import { invalidInput, notFound, ProblemException } from '../http/problem.js';
import { previewRule } from './preview-rule.js';

const ruleId = new IdPipe('alert rule');

@ApiTags('alerts')
@Controller('api/alert-rules')
export class AlertRulesController {
  constructor(@Inject(DB) private readonly db: Db) {}

  @Get()
  @Answers('The alert rules, newest first', pageOf(alertRuleSchema))
  list(
    @WorkspaceId() workspaceId: string,
    @Query({ schema: pageQuerySchema }) query: z.output<typeof pageQuerySchema>,
  ): Promise<Page<AlertRule>> {
    return listAlertRules(this.db, { workspaceId, ...query });
  }

  @Post()
  @Answers('Makes an alert rule', alertRuleSchema, 201)
  create(
    @WorkspaceId() workspaceId: string,
    @Body({ schema: alertRuleInputSchema }) rule: AlertRuleInput,
  ): Promise<AlertRule> {
    return this.save(workspaceId, null, rule);
  }

  @Post('preview')
  @Answers('When such a rule would have fired in the last 30 days; nothing is made', alertRulePreviewSchema)
  preview(
    @WorkspaceId() workspaceId: string,
    @Body({ schema: alertRuleInputSchema }) rule: AlertRuleInput,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AlertRulePreview> {
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    return previewRule(this.db, { workspaceId, rule, now: new Date(), signal: gone.signal });
  }

  @Get(':id')
  @Answers('One alert rule', alertRuleSchema)
  async get(@WorkspaceId() workspaceId: string, @Param('id', ruleId) id: string): Promise<AlertRule> {
    const rule = await getAlertRule(this.db, { workspaceId, id });
    if (rule === null) throw notFound('alert rule');
    return rule;
  }

  @Patch(':id')
  @Answers('Changes an alert rule', alertRuleSchema)
  async update(
    @WorkspaceId() workspaceId: string,
    @Param('id', ruleId) id: string,
    @Body({ schema: alertRulePatchSchema }) patch: z.output<typeof alertRulePatchSchema>,
  ): Promise<AlertRule> {
    const stored = await this.get(workspaceId, id);
    // What holds between two fields, such as the two thresholds, can only be seen in the rule as a whole.
    const whole = alertRuleInputSchema.safeParse(patchRule(stored, patch));
    if (!whole.success) {
      // What was given beside the name is complained of there.
      const from = patch.params === undefined ? 1 : 0;
      throw invalidInput(
        whole.error.issues.map(({ path, message }) => ({
          field: (path[0] === 'params' ? path.slice(from) : path).join('.'),
          message,
        })),
      );
    }
    return this.save(workspaceId, id, whole.data);
  }

  @Get(':id/evaluations')
  @Answers('What looks at a rule saw and decided, the latest first; kept for a week', alertEvaluationsSchema)
  async evaluations(
    @WorkspaceId() workspaceId: string,
    @Param('id', ruleId) id: string,
    @Query({ schema: alertEvaluationsQuerySchema }) query: z.output<typeof alertEvaluationsQuerySchema>,
  ): Promise<{ items: AlertEvaluation[] }> {
    if (query.alertId !== undefined && !idSchema.safeParse(query.alertId).success) return { items: [] };
    const items = await listEvaluations(this.db, { workspaceId, ruleId: id, ...query });
    if (items === null) throw notFound('alert rule');
    return { items };
  }

  @Delete(':id')
  @Answers('Takes an alert rule away, with its history', null, 204)
  async delete(@WorkspaceId() workspaceId: string, @Param('id', ruleId) id: string): Promise<void> {
    const outcome = await deleteAlertRule(this.db, { workspaceId, id });
    if (outcome === false) throw notFound('alert rule');
    if (outcome === 'firing') {
      throw new ProblemException(
        409,
        'firing',
        'Channels were told that this rule fires. Turn it off first: within a minute they hear that it is over, and then it can be deleted.',
      );
    }
  }

  private async save(workspaceId: string, id: string | null, rule: AlertRuleInput): Promise<AlertRule> {
    const known = rule.channelIds.every((channelId) => idSchema.safeParse(channelId).success);
    const saved = known ? await saveAlertRule(this.db, { workspaceId, id, rule }) : 'unknown-channel';
    if (saved === null) throw notFound('alert rule');
    if (saved !== 'unknown-channel') return saved;
    throw invalidInput([{ field: 'channelIds', message: 'expected ids of channels' }]);
  }
}

/** The rule as it will be. The parameters that stay are those of its kind, unless the kind changes. */
function patchRule(stored: AlertRule, patch: z.output<typeof alertRulePatchSchema>) {
  const { name, kind, filter, forMinutes, keepFiringMinutes, grouping, channelIds, enabled } = stored;
  const isSameKind = patch.kind === undefined || patch.kind === kind;
  const lifecycle = isSameKind ? { forMinutes, keepFiringMinutes } : {};
  return {
    ...{ name, kind, filter, channelIds, enabled, ...lifecycle },
    ...patch,
    params: isSameKind ? { ...stored.params, ...patch.params } : patch.params,
    grouping: { ...(isSameKind ? grouping : {}), ...patch.grouping },
  };
}
