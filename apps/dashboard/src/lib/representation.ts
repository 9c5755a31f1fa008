const eventsMin = 10;

/**
 * How many times as often a value occurs here as it does overall: its share here ÷ its share of all. `null` where the
 * counts are too few to tell, or where it is about as often as anyone would expect.
 */
export function representation(
  here: { events: number; share: number },
  overall: { share: number } | undefined,
): number | null {
  if (overall === undefined || overall.share === 0 || here.share === 0 || here.events < eventsMin)
    return null;
  const expected = (here.events / here.share) * overall.share;
  // Three times what chance alone adds or takes, as a rule.
  if (Math.abs(here.events - expected) <= 3 * Math.sqrt(Math.max(expected, 1))) return null;
  const ratio = here.share / overall.share;
  return ratio >= 1.5 || ratio <= 0.67 ? ratio : null;
}

/** `4.1× as often as in all sign-ins`. */
export function representationWords(ratio: number, among: string): string {
  const times = ratio >= 10 ? Math.round(ratio).toString() : ratio.toFixed(1);
  return ratio < 0.1 ? `far less often than in ${among}` : `${times}× as often as in ${among}`;
}
