import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { capabilityIds, type CapabilityId } from '../../../core/share/shared-workflow.ts';
import { capabilityText } from './capability-text.ts';
import { claimGaps } from './compare.ts';

type ClaimsPartProps = {
  asked: readonly CapabilityId[];
  /** Undefined while the code is being looked through, or where that failed. */
  found: readonly CapabilityId[] | undefined;
  /** Whether there is code that its text does not tell the doings of: what was not found may be there all the same. */
  unseen: boolean;
};

/** What it asks for beside what its code seems to need; where they differ, that is said. */
export function ClaimsPart({ asked, found, unseen }: ClaimsPartProps) {
  const { unsaid, unused } = claimGaps(asked, found ?? asked);
  return (
    <SpaceBetween size="s">
      {unsaid.length > 0 && (
        <Alert type="warning" header="The code does more than its sender says">
          It does not say that it {words(unsaid)}, but the code seems to.
        </Alert>
      )}
      {unused.length > 0 && !unseen && (
        <Alert type="info">It says that it {words(unused)}, but nothing in the code was found that does.</Alert>
      )}
      <table className="received-claims" aria-label="What it asks for">
        <thead>
          <tr>
            <th scope="col">Capability</th>
            <th scope="col">The sender says</th>
            <th scope="col">The code seems to</th>
          </tr>
        </thead>
        <tbody>
          {capabilityIds.map((id) => (
            <tr key={id}>
              <th scope="row">{capabilityText[id].name}</th>
              <td>{asked.includes(id) ? 'Yes' : 'No'}</td>
              <td>{found?.includes(id) === true ? 'Yes' : found === undefined || unseen ? 'Not known' : 'No'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </SpaceBetween>
  );
}

function words(ids: readonly CapabilityId[]): string {
  return ids.map((id) => capabilityText[id].verb).join(' and ');
}
