import { type Advice, stepsOfMover, titleOfSteps } from '@turnaway/contracts/alert-advice';
import type { ErrorRow } from '@turnaway/contracts/readings';
import { actorLabels } from '@turnaway/contracts/words';
import codeStyles from '@/components/code/code.module.css';
import { Link } from '@/components/link';
import { Section } from '@/components/page';
import page from '@/components/page.module.css';
import { findErrorDetail } from '@/lib/api';
import { errorHref } from '@/lib/code-links';
import type { View } from '@/lib/view';

/**
 * What to do about an alert first, as its messages say it: the steps for its kind, else those of the code that leads. Of one
 * that is over, what to do if it comes back.
 */
export async function AlertSteps({
  advice,
  leading,
  view,
  isOver,
}: {
  advice: Advice | null;
  leading: ErrorRow | undefined;
  view: View;
  isOver: boolean;
}) {
  const code = advice === null ? leading : undefined;
  const { actor, steps } = advice ?? (await stepsOf(code, view));
  if (steps.length === 0) return null;
  const move = actor === 'end-user' ? '' : `: ${actorLabels[actor]}`;
  return (
    <Section title={isOver ? 'If it comes back' : `${titleOfSteps(actor)}${move}`}>
      {(isOver || code !== undefined) && (
        <p className={page.note}>
          {isOver && 'This alert is over: nobody has to do anything now. '}
          {code !== undefined && (
            <>
              Most of it {isOver ? 'was' : 'is'} <Link href={errorHref(view, code)}>{code.title}</Link>.
            </>
          )}
        </p>
      )}
      <ol className={codeStyles.steps}>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </Section>
  );
}

async function stepsOf(
  code: ErrorRow | undefined,
  view: View,
): Promise<{ actor: ErrorRow['actor']; steps: readonly string[] }> {
  if (code === undefined) return { actor: 'nobody', steps: [] };
  const detail = await findErrorDetail(view, code.system, code.code, code.variant ?? undefined);
  const hints = { ...detail?.entry?.hints, ...detail?.override?.hints };
  return { actor: code.actor, steps: stepsOfMover(hints, code.actor) };
}
