import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { runStatuses } from '../../../core/run.ts';
import type { WorkflowSummary } from '../../../core/workflow.ts';
import { statusName } from '../../components/status-name.ts';
import { visibleText } from '../../components/visible-text.ts';
import type { RunFilter } from './use-runs.ts';

type RunFiltersProps = {
  filter: RunFilter;
  workflows: readonly WorkflowSummary[];
  onChange: (filter: RunFilter) => void;
};

export function RunFilters({ filter, workflows, onChange }: RunFiltersProps) {
  const statuses = [
    { value: '', label: 'Any status' },
    ...runStatuses.map((status) => ({ value: status as string, label: statusName(status) })),
  ];
  const named = [
    { value: '', label: 'Any workflow' },
    ...workflows.map(({ id, name }) => ({ value: id, label: visibleText(name) })),
  ];
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Select
        ariaLabel="Status"
        selectedOption={statuses.find(({ value }) => value === filter.status) ?? null}
        options={statuses}
        onChange={({ detail }) =>
          onChange({ ...filter, status: runStatuses.find((each) => each === detail.selectedOption.value) ?? '' })
        }
      />
      <Select
        ariaLabel="Workflow"
        filteringType={workflows.length > 12 ? 'auto' : 'none'}
        selectedOption={
          named.find(({ value }) => value === filter.workflow) ?? { value: filter.workflow, label: 'Deleted workflow' }
        }
        options={named}
        onChange={({ detail }) => onChange({ ...filter, workflow: detail.selectedOption.value ?? '' })}
      />
    </SpaceBetween>
  );
}
