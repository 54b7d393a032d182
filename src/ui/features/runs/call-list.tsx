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
import { notices } from '../../components/notices/notice-store.ts';
import { useLive } from '../../components/use-live.ts';
import { useMedia } from '../../components/use-media.ts';
import { callColumns } from './call-columns.tsx';
import { callsCsv } from './calls-csv.ts';

const PAGE = 100;
const EXPORT_PAGE = 1000;

/** At least `wanted` of the newest entries, and whether there are more. */
async function readCalls(
  { aws }: AppServices,
  wanted: number,
  page: number,
): Promise<{ entries: AwsCallEntry[]; more: boolean }> {
  const entries: AwsCallEntry[] = [];
  for (;;) {
    const last = entries.at(-1);
    const found = await aws.calls.list({ limit: page, ...(last === undefined ? {} : { before: { at: last.at, id: last.id } }) });
    entries.push(...found);
    const more = found.length === page;
    if (!more || entries.length >= wanted) return { entries, more };
  }
}

/** The audit log: every call to AWS that was made or refused, newest first. */
export function CallList() {
  const services = useAppServices();
  const [wanted, setWanted] = useState(PAGE);
  const [exporting, setExporting] = useState(false);
  const slim = useMedia('(max-width: 1100px)');
  const listed = useLive(`calls ${wanted}`, ['calls'], () => readCalls(services, wanted, PAGE));
  const entries = listed.value?.entries ?? [];
  const save = async () => {
    setExporting(true);
    try {
      const all = await readCalls(services, Infinity, EXPORT_PAGE);
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
                <Button loading={exporting} disabled={entries.length === 0} onClick={() => void save()}>
                  Save as CSV
                </Button>
              </SpaceBetween>
            }
          >
            AWS calls
          </Header>
        }
        empty={
          <EmptyState title="No call to AWS yet" action={<Button href="#/data">Open the data</Button>}>
            Queries on Athena and AWS clients in scripts are written down here.
          </EmptyState>
        }
        footer={
          listed.value?.more === true && (
            <Box textAlign="center">
              <Button loading={listed.loading} onClick={() => setWanted((before) => before + PAGE)}>
                Load more
              </Button>
            </Box>
          )
        }
      />
    </>
  );
}
