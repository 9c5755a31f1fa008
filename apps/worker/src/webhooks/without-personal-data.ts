import { z } from 'zod';

/** What of a message may name anybody; the rest of it is kept as it is. */
const namingSchema = z.looseObject({
  data: z.looseObject({
    evidence: z.array(z.looseObject({ personal: z.boolean() })).optional(),
    alerts: z
      .looseObject({ items: z.array(z.looseObject({ label: z.string(), personal: z.boolean() })) })
      .optional(),
  }),
});
const withheld = '(not told to this channel)';

/**
 * A stored message without the names of people and addresses in it: evidence that is personal is left out, and what an
 * alert is about is not named. A message without any is the same text.
 */
export function withoutPersonalData(body: string): string {
  const message = namingSchema.parse(JSON.parse(body));
  const { evidence = [], alerts } = message.data;
  if (![...evidence, ...(alerts?.items ?? [])].some(({ personal }) => personal)) return body;
  const data = {
    ...message.data,
    evidence: evidence.filter(({ personal }) => !personal),
    ...(alerts === undefined
      ? {}
      : {
          alerts: {
            ...alerts,
            items: alerts.items.map((item) => (item.personal ? { ...item, label: withheld } : item)),
          },
        }),
  };
  return JSON.stringify({ ...message, data });
}
