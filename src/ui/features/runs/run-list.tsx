import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { EmptyState } from '../../components/empty-state.tsx';
import { LoadFailed } from '../../components/load-failed.tsx';
import { useMedia } from '../../components/use-media.ts';
import { runColumns } from './run-columns.tsx';
import { RunFilters } from './run-filters.tsx';
import { noFilter, useRuns } from './use-runs.ts';

function NoRuns({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  return filtered ? (
    <EmptyState title="No run fits" action={<Button onClick={onClear}>Clear the filters</Button>}>
      No run in the log has that status and workflow.
    </EmptyState>
  ) : (
    <EmptyState title="Nothing has run yet" action={<Button href="#/workbench">Open the workbench</Button>}>
      Every run is kept here with its code, parameters, output and files.
    </EmptyState>
  );
}

/** The log of runs, newest first. */
export function RunList() {
  const { filter, setFilter, listed, loadMore } = useRuns();
  const narrow = useMedia('(max-width: 1180px)');
  const slim = useMedia('(max-width: 900px)');
  const columns = runColumns(listed.value?.workflows ?? new Map(), slim);
  const hidden = slim
    ? ['language', 'connection', 'calls', 'duration', 'started']
    : narrow
      ? ['language', 'connection', 'calls']
      : [];
  const runs = listed.value?.runs ?? [];
  const filtered = filter.status !== '' || filter.workflow !== '';
  return (
    <>
      {listed.error !== undefined && <LoadFailed what="The runs" message={listed.error} onRetry={listed.reload} />}
      <Table
        variant="full-page"
        stickyHeader
        wrapLines
        items={runs}
        trackBy="run_id"
        loading={listed.value === undefined && listed.loading}
        loadingText="Loading runs"
        columnDefinitions={columns}
        columnDisplay={columns.map(({ id = '' }) => ({
          id,
          visible: !hidden.includes(id),
        }))}
        ariaLabels={{ tableLabel: 'Runs' }}
        header={
          <Header
            variant="awsui-h1-sticky"
            counter={listed.value === undefined ? '' : `(${runs.length}${listed.value.more ? '+' : ''})`}
            actions={<Button href="#/runs/aws-calls">AWS calls</Button>}
            description="Everything that has run, newest first. Older runs are deleted as Settings say; workflows and files never are."
          >
            Runs
          </Header>
        }
        filter={<RunFilters filter={filter} workflows={[...(listed.value?.workflows.values() ?? [])]} onChange={setFilter} />}
        empty={<NoRuns filtered={filtered} onClear={() => setFilter(noFilter)} />}
        footer={
          listed.value?.more === true && (
            <Box textAlign="center">
              <Button loading={listed.loading} onClick={loadMore}>
                Load more
              </Button>
            </Box>
          )
        }
      />
    </>
  );
}
