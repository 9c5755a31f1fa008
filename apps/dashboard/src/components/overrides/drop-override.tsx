import { type ErrorCode, formatErrorCode } from '@turnaway/contracts/error-code';
import { ActionButton } from '@/components/action-button';
import { overridePath } from '@/lib/catalog-links';

/** Lets the catalog decide about a code again, once it is clear what that means. */
export function DropOverride({ errorCode }: { errorCode: ErrorCode }) {
  return (
    <ActionButton
      label="Drop"
      method="DELETE"
      path={overridePath(errorCode)}
      done="The catalog decides about it again."
      confirm={`All of ${formatErrorCode(errorCode)} goes back to what the catalog says, the past too. The note is not kept.`}
    />
  );
}
