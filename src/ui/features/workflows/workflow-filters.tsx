import Grid from '@cloudscape-design/components/grid';
import Select from '@cloudscape-design/components/select';
import TextFilter from '@cloudscape-design/components/text-filter';
import { languageIds, type LanguageId } from '../../../core/run.ts';
import { countOf } from '../../components/format-count.ts';
import { languageNames } from '../../components/language-name.ts';

export type WorkflowFilter = { query: string; tag: string; language: LanguageId | '' };

export const noFilter: WorkflowFilter = { query: '', tag: '', language: '' };

export function isFiltered({ query, tag, language }: WorkflowFilter): boolean {
  return query.trim() !== '' || tag !== '' || language !== '';
}

type WorkflowFiltersProps = {
  filter: WorkflowFilter;
  tags: readonly string[];
  found: number | undefined;
  onChange: (filter: WorkflowFilter) => void;
};

export function WorkflowFilters({ filter, tags, found, onChange }: WorkflowFiltersProps) {
  const languages = [
    { value: '', label: 'Any language' },
    ...languageIds.map((id) => ({ value: id as string, label: languageNames[id] })),
  ];
  const tagOptions = [{ value: '', label: 'Any tag' }, ...tags.map((tag) => ({ value: tag, label: tag }))];
  return (
    <Grid
      gridDefinition={[{ colspan: { default: 12, s: 6 } }, { colspan: { default: 6, s: 3 } }, { colspan: { default: 6, s: 3 } }]}
    >
      <TextFilter
        filteringText={filter.query}
        filteringPlaceholder="Search by name, description or tag"
        filteringAriaLabel="Search workflows"
        filteringClearAriaLabel="Clear the search"
        countText={found === undefined || !isFiltered(filter) ? '' : countOf(found, 'match', 'matches')}
        onChange={({ detail }) => onChange({ ...filter, query: detail.filteringText })}
      />
      <Select
        ariaLabel="Tag"
        selectedOption={tagOptions.find(({ value }) => value === filter.tag) ?? { value: filter.tag, label: filter.tag }}
        options={tagOptions}
        onChange={({ detail }) => onChange({ ...filter, tag: detail.selectedOption.value ?? '' })}
      />
      <Select
        ariaLabel="Language"
        selectedOption={languages.find(({ value }) => value === filter.language) ?? null}
        options={languages}
        onChange={({ detail }) =>
          onChange({ ...filter, language: languageIds.find((id) => id === detail.selectedOption.value) ?? '' })
        }
      />
    </Grid>
  );
}
