import type { SignInFilter } from '@turnaway/contracts';

/** What a filter may ask about a code, as code_classes has it. */
export interface FilteredClass {
  system: string;
  code: string;
  error_code: string;
  cause: string | null;
  source: string;
  outcome: string;
}

/** Whether a filter lets the events of a code through: what `filterRollups` says of codes in SQL. */
export function matchesClass(filter: SignInFilter, codeClass: FilteredClass): boolean {
  const { system, code, error_code, cause, source, outcome } = codeClass;
  return (
    allows(filter.system, system) &&
    allows(filter.cause, cause) &&
    allows(filter.source, source) &&
    allows(filter.outcome, outcome) &&
    (filter.code === undefined ||
      filter.code.some((asked) => asked === code || asked === `${system}/${code}` || asked === error_code))
  );
}

function allows(asked: readonly string[] | undefined, value: string | null): boolean {
  return asked === undefined || (value !== null && asked.includes(value));
}
