import type { Outcome } from '@turnaway/contracts/taxonomy';

/** A sentence that a system writes, and what it means. */
export interface LineRule {
  code: string;
  /** Whose code it is, if not the rules' own system's. */
  codeSystem?: string;
  outcome: Outcome;
  /** Its named groups are the values: `user`, `ip`, `why`, and whatever the rules' reader asks for. */
  pattern: RegExp;
}

/** A rule that fits a message, and the values found with it. */
export interface RuleMatch {
  rule: LineRule;
  values: Readonly<Record<string, string | undefined>>;
}

/** The first rule whose pattern fits; `null` if none does. */
export function matchRule(rules: readonly LineRule[], message: string): RuleMatch | null {
  for (const rule of rules) {
    const match = rule.pattern.exec(message);
    if (match !== null) return { rule, values: match.groups ?? {} };
  }
  return null;
}
