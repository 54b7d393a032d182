import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useCollection } from '@cloudscape-design/collection-hooks';
import { useMemo } from 'react';
import type { ConflictChoice, PlannedItem, Standing } from '../../../core/ports/backup.ts';
import { formatCount } from '../../components/format-count.ts';
import { NativeSelect } from '../../components/native-select.tsx';
import { visibleText } from '../../components/visible-text.ts';

const standings: Record<Standing, string> = { conflict: 'Differs', new: 'New', ahead: 'Goes on', same: 'Here already' };
const ORDER: readonly Standing[] = ['conflict', 'new', 'ahead', 'same'];
const PAGE_SIZE = 20;

const options = [
  { value: 'both', label: 'Keep both' },
  { value: 'mine', label: 'Keep mine' },
  { value: 'theirs', label: 'Take those of the back-up, keep mine beside' },
  { value: 'none', label: 'Restore none of them' },
] as const satisfies readonly { value: ConflictChoice; label: string }[];

type ItemsSectionProps = {
  title: string;
  one: string;
  items: readonly PlannedItem[];
  note?: string | undefined;
  choice: ConflictChoice;
  onChoice: (choice: ConflictChoice) => void;
  onCode?: (item: { id: string; name: string }) => void;
};

/** Items of a kind, those that differ first, and what is to be done with those. */
export function ItemsSection({ title, one, items, note, choice, onChoice, onCode }: ItemsSectionProps) {
  const counts = ORDER.map((standing) => ({ standing, count: items.filter((item) => item.standing === standing).length }));
  const sorted = useMemo(() => items.toSorted((a, b) => ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing)), [items]);
  const { items: shown, collectionProps, paginationProps } = useCollection(sorted, { pagination: { pageSize: PAGE_SIZE } });
  const differ = counts.find(({ standing }) => standing === 'conflict')?.count ?? 0;
  const description = counts.flatMap(({ standing, count }) => (count === 0 ? [] : [`${formatCount(count)} ${words[standing]}`]));

  return (
    <ExpandableSection
      variant="container"
      headerText={title}
      headerCounter={`(${formatCount(items.length)})`}
      headerDescription={items.length === 0 ? 'None in it.' : `${description.join(', ')}.`}
      defaultExpanded={differ > 0}
    >
      {items.length === 0 ? (
        <Box color="text-body-secondary">The back-up holds none.</Box>
      ) : (
        <SpaceBetween size="m">
          <NativeSelect
            label={differ > 0 ? `${title} that differ` : `What to do with the ${one}s`}
            value={choice}
            options={differ > 0 ? options : restoreOrNot}
            onChange={(value) => onChoice(options.find((option) => option.value === value)?.value ?? 'both')}
          />
          {note !== undefined && <Box color="text-body-secondary">{visibleText(note)}</Box>}
          <Table
            {...collectionProps}
            variant="embedded"
            wrapLines
            items={shown}
            trackBy="id"
            columnDefinitions={columns(one, onCode)}
            ariaLabels={{ tableLabel: `${title} in the back-up` }}
            pagination={
              items.length > PAGE_SIZE && (
                <Pagination
                  {...paginationProps}
                  ariaLabels={{
                    nextPageLabel: 'Next page',
                    previousPageLabel: 'Previous page',
                    pageLabel: (page) => `Page ${page}`,
                  }}
                />
              )
            }
          />
        </SpaceBetween>
      )}
    </ExpandableSection>
  );
}

const words: Record<Standing, string> = {
  conflict: 'different from what is here',
  new: 'new',
  ahead: 'gone on from what is here',
  same: 'here already',
};

const restoreOrNot = [
  { value: 'both', label: 'Restore those that are not here' },
  { value: 'none', label: 'Restore none of them' },
];

function columns(one: string, onCode: ItemsSectionProps['onCode']): TableProps.ColumnDefinition<PlannedItem>[] {
  const name: TableProps.ColumnDefinition<PlannedItem> = {
    id: 'name',
    header: 'Name',
    isRowHeader: true,
    minWidth: 220,
    cell: (item) => visibleText(item.name),
  };
  const rest: TableProps.ColumnDefinition<PlannedItem>[] = [
    { id: 'standing', header: 'Stands', width: 130, cell: ({ standing }) => standings[standing] },
    { id: 'detail', header: 'Beside what is here', cell: ({ detail }) => visibleText(detail) },
  ];
  if (onCode === undefined) return [name, ...rest];
  const code: TableProps.ColumnDefinition<PlannedItem> = {
    id: 'code',
    header: 'Code',
    width: 110,
    cell: (item) => (
      <Button
        variant="inline-link"
        ariaLabel={`Show the code of the ${one} ${visibleText(item.name)}`}
        onClick={() => onCode(item)}
      >
        Show
      </Button>
    ),
  };
  return [name, ...rest, code];
}
