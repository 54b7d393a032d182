import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import RadioGroup from '@cloudscape-design/components/radio-group';
import type { PlannedRuns, RestoreChoices } from '../../../core/ports/backup.ts';
import { countOf, formatCount } from '../../components/format-count.ts';

type Choice = RestoreChoices['runs'];
const choices: readonly Choice[] = ['all', 'fitting', 'none'];

/** A run is never changed: of the same id it is the same. What is asked is whether the log is to keep them all. */
export function RunsSection({
  runs,
  choice,
  onChoice,
}: {
  runs: PlannedRuns;
  choice: Choice;
  onChoice: (choice: Choice) => void;
}) {
  const { add, same, fitting, needed } = runs;
  const all =
    needed === undefined
      ? `Restore ${countOf(add, 'run')}`
      : `Restore ${countOf(add, 'run')}, and let the log keep ${countOf(needed.max_runs, 'run')} and ${countOf(needed.max_age_days, 'day')}`;
  return (
    <ExpandableSection
      variant="container"
      headerText="Runs"
      headerCounter={`(${formatCount(add + same)})`}
      headerDescription={add + same === 0 ? 'None in it.' : `${formatCount(add)} new, ${formatCount(same)} here already.`}
      defaultExpanded={needed !== undefined}
    >
      {add === 0 ? (
        'There is none to add.'
      ) : (
        <FormField
          label="Runs that are not here"
          description={
            needed === undefined
              ? undefined
              : 'The log is set to keep fewer runs, or younger ones; what it does not keep is deleted when Sandbank next starts.'
          }
        >
          <RadioGroup
            name="runs"
            value={choice}
            items={[
              { value: 'all', label: all },
              ...(needed === undefined
                ? []
                : [{ value: 'fitting', label: `Only the newest ${formatCount(fitting)}, which the log keeps as it is set` }]),
              { value: 'none', label: 'Restore none of them' },
            ]}
            onChange={({ detail }) => onChoice(choices.find((each) => each === detail.value) ?? 'all')}
          />
        </FormField>
      )}
    </ExpandableSection>
  );
}
