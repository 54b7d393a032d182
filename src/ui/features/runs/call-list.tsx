import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { AwsCallEntry } from '../../../core/aws/call-entry.ts';
import { useAppServices, type AppServices } from '../../app-services.ts';
import { downloadBlob } from '../../components/download.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { errorMessage } from '../../components/error-message.ts';
import { LoadFailed } from '../../components/load-failed.tsx';
import { NativeSelect } from '../../components/native-select.tsx';
import { notices } from '../../components/notices/notice-store.ts';
import { useLive } from '../../components/use-live.ts';
import { useMedia } from '../../components/use-media.ts';
import { callColumns } from './call-columns.tsx';
import { callFilters, fitsFilter, type CallFilter } from './call-filter.ts';
import { callsCsv } from './calls-csv.ts';

const PAGE = 100;
const EXPORT_PAGE = 1000;

type Wanted = { filter: CallFilter; count: number; page: number };

/** At least `count` of the newest entries that fit, and whether there may be more. */
async function readCalls(
  { aws }: AppServices,
  { filter, count, page }: Wanted,
): Promise<{ entries: AwsCallEntry[]; more: boolean }> {
  const entries: AwsCallEntry[] = [];
  let last: AwsCallEntry | undefined;
  for (;;) {
    const found = await aws.calls.list({ limit: page, ...(last === undefined ? {} : { before: { at: last.at, id: last.id } }) });
    last = found.at(-1);
    entries.push(...found.filter((entry) => fitsFilter(entry, filter)));
    const more = found.length === page;
    if (!more || entries.length >= count) return { entries, more };
  }
}

/** The audit log: every call to AWS that was made or refused, newest first. */
export function CallList() {
  const services = useAppServices();
  const [filter, setFilter] = useState<CallFilter>('all');
  const [count, setCount] = useState(PAGE);
  const [exporting, setExporting] = useState(false);
  const slim = useMedia('(max-width: 1100px)');
  const listed = useLive(`calls ${filter} ${count}`, ['calls'], () => readCalls(services, { filter, count, page: PAGE }));
  const entries = listed.value?.entries ?? [];
  const save = async () => {
    setExporting(true);
    try {
      const all = await readCalls(services, { filter: 'all', count: Infinity, page: EXPORT_PAGE });
      downloadBlob(await callsCsv(all.entries), 'aws-calls.csv');
    } catch (error) {
      notices.put({ id: 'calls-csv', type: 'error', header: 'The log was not saved', text: errorMessage(error) });
    } finally {
      setExporting(false);
    }
  };
  return (
    <>
      {listed.error !== undefined && <LoadFailed what="The calls" message={listed.error} onRetry={listed.reload} />}
      <Table
        variant="full-page"
        stickyHeader
        wrapLines
        items={entries}
        trackBy="id"
        loading={listed.value === undefined && listed.loading}
        loadingText="Loading calls"
        columnDefinitions={callColumns(slim)}
        ariaLabels={{ tableLabel: 'AWS calls' }}
        header={
          <Header
            variant="awsui-h1-sticky"
            counter={listed.value === undefined ? '' : `(${entries.length}${listed.value.more ? '+' : ''})`}
            description="Every call to AWS from this browser, also those that were refused: who asked, what for, and who decided. Never what was sent or answered."
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button href="#/runs">Runs</Button>
                <Button loading={exporting} disabled={filter === 'all' && entries.length === 0} onClick={() => void save()}>
                  Save all as CSV
                </Button>
              </SpaceBetween>
            }
          >
            AWS calls
          </Header>
        }
        filter={
          <NativeSelect
            label="Show"
            value={filter}
            options={callFilters}
            onChange={(value) => {
              setCount(PAGE);
              setFilter(callFilters.find((each) => each.value === value)?.value ?? 'all');
            }}
          />
        }
        empty={
          filter === 'all' ? (
            <EmptyState title="No call to AWS yet" action={<Button href="#/data">Open the data</Button>}>
              Queries on Athena and AWS clients in scripts are written down here.
            </EmptyState>
          ) : (
            <EmptyState title="No call fits" action={<Button onClick={() => setFilter('all')}>Show all calls</Button>}>
              Nothing in the log is of that kind.
            </EmptyState>
          )
        }
        footer={
          listed.value?.more === true && (
            <Box textAlign="center">
              <Button loading={listed.loading} onClick={() => setCount((before) => before + PAGE)}>
                Load more
              </Button>
            </Box>
          )
        }
      />
    </>
  );
}
