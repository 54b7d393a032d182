import { useCollection } from '@cloudscape-design/collection-hooks';
import Box from '@cloudscape-design/components/box';
import Pagination from '@cloudscape-design/components/pagination';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import type { Column } from '../../../core/json.ts';
import { countOf } from '../../components/format-count.ts';
import { visibleText } from '../../components/visible-text.ts';

const PAGE_SIZE = 15;

const definitions: TableProps.ColumnDefinition<Column>[] = [
  {
    id: 'name',
    header: 'Column',
    isRowHeader: true,
    sortingField: 'name',
    cell: ({ name }) => <Box variant="code">{visibleText(name)}</Box>,
  },
  { id: 'type', header: 'Type', sortingField: 'type', cell: ({ type }) => <Box variant="code">{visibleText(type)}</Box> },
];

/** The columns of a table with their types, to be searched: a cost report has up to 270. */
export function ColumnsList({ table, columns }: { table: string; columns: readonly Column[] }) {
  const { items, collectionProps, filterProps, paginationProps, filteredItemsCount } = useCollection(columns, {
    filtering: {
      fields: ['name', 'type'],
      noMatch: <Box color="text-body-secondary">No column has that in its name or type.</Box>,
    },
    pagination: { pageSize: PAGE_SIZE },
    sorting: {},
  });
  const many = columns.length > PAGE_SIZE;
  return (
    <Table
      {...collectionProps}
      variant="embedded"
      contentDensity="compact"
      items={items}
      trackBy="name"
      columnDefinitions={definitions}
      ariaLabels={{ tableLabel: `Columns of ${table}` }}
      filter={
        many && (
          <TextFilter
            {...filterProps}
            filteringPlaceholder={`Search ${countOf(columns.length, 'column')}`}
            filteringAriaLabel={`Search the columns of ${table}`}
            filteringClearAriaLabel="Clear the search"
            countText={countOf(filteredItemsCount ?? 0, 'match', 'matches')}
          />
        )
      }
      pagination={many && <Pagination {...paginationProps} />}
    />
  );
}
