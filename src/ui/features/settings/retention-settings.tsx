import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState } from 'react';
import type { Retention } from '../../../core/ports/stores.ts';
import type { RunSummary } from '../../../core/run.ts';
import { settingsSchema } from '../../../core/settings.ts';
import { useAppServices, type AppServices } from '../../app-services.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { errorMessage } from '../../components/error-message.ts';
import { countOf, formatCount } from '../../components/format-count.ts';
import { LoadFailed } from '../../components/load-failed.tsx';
import { notices } from '../../components/notices/notice-store.ts';
import { useLive } from '../../components/use-live.ts';
import { NumberField } from './number-field.tsx';
import { countToDelete } from './retention.ts';
import { useSettings } from './use-settings.ts';

const PAGE = 1000;

const shape = settingsSchema.shape.retention.unwrap().shape;

const fields = [
  { key: 'max_runs', label: 'Runs to keep', description: 'The newest ones.', unit: '' },
  { key: 'max_age_days', label: 'Age to keep', description: 'Since a run started.', unit: 'days' },
] as const satisfies readonly { key: keyof Retention; label: string; description: string; unit: string }[];

type Texts = Record<keyof Retention, string>;

function textsOf(retention: Retention): Texts {
  return { max_runs: String(retention.max_runs), max_age_days: String(retention.max_age_days) };
}

function rangeOf(key: keyof Retention): string {
  const { minValue, maxValue } = shape[key].unwrap();
  return `${formatCount(minValue ?? 0)} to ${formatCount(maxValue ?? 0)}`;
}

function problemOf(key: keyof Retention, text: string): string | undefined {
  if (text.trim() !== '' && shape[key].safeParse(Number(text)).success) return undefined;
  return `${text.trim() === '' ? 'It is empty' : `It is ${text.trim()}`}; enter a whole number from ${rangeOf(key)}`;
}

async function allRuns({ callTool }: AppServices): Promise<RunSummary[]> {
  const runs: RunSummary[] = [];
  for (;;) {
    const last = runs.at(-1)?.run_id;
    const page = await callTool('list_runs', { limit: PAGE, ...(last === undefined ? {} : { before: last }) });
    runs.push(...page.runs);
    if (page.runs.length < PAGE) return runs;
  }
}

function DeleteNow({ retention }: { retention: Retention }) {
  const services = useAppServices();
  const [asking, setAsking] = useState(false);
  const counted = useLive('runs', ['runs'], async () => ({ runs: await allRuns(services), now: Date.now() }));
  if (counted.error !== undefined) return <LoadFailed what="The runs" message={counted.error} onRetry={counted.reload} />;
  const count = counted.value === undefined ? 0 : countToDelete(counted.value.runs, retention, counted.value.now);
  const prune = async () => {
    setAsking(false);
    try {
      const deleted = await services.storage.pruneRuns();
      notices.put({ id: 'prune', type: 'success', header: `${countOf(deleted, 'old run')} deleted` });
    } catch (error) {
      notices.put({ id: 'prune', type: 'error', header: 'The old runs could not be deleted', text: errorMessage(error) });
    }
  };
  return (
    <SpaceBetween direction="horizontal" size="m" alignItems="center">
      <Button disabled={count === 0} disabledReason="There is none to delete." onClick={() => setAsking(true)}>
        Delete old runs now
      </Button>
      <Box color="text-body-secondary">
        {counted.value === undefined
          ? 'Counting the runs'
          : `${count === 0 ? 'None' : formatCount(count)} of ${countOf(counted.value.runs.length, 'kept run')} would go.`}
      </Box>
      {asking && (
        <ConfirmDialog
          header={`Delete ${countOf(count, 'old run')}?`}
          confirm="Delete"
          dismiss="Keep them"
          onConfirm={() => void prune()}
          onDismiss={() => setAsking(false)}
        >
          Their output, tables and charts go for good. Workflows, their versions and the files of the workspace stay.
        </ConfirmDialog>
      )}
    </SpaceBetween>
  );
}

/** For how long the log keeps runs. */
export function RetentionSettings() {
  const { settings, update } = useSettings();
  const { retention } = settings;
  const [texts, setTexts] = useState(() => textsOf(retention));
  useEffect(() => setTexts(textsOf(retention)), [retention]);
  const fits = fields.every(({ key }) => problemOf(key, texts[key]) === undefined);
  const kept = textsOf(retention);
  const changed = fields.some(({ key }) => texts[key] !== kept[key]);
  const save = async () => {
    const saved = await update({ retention: { max_runs: Number(texts.max_runs), max_age_days: Number(texts.max_age_days) } });
    if (saved) notices.put({ id: 'retention', type: 'success', header: 'The retention is saved' });
  };
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="The oldest runs are deleted when there are more, or when they are older. Workflows and files are never deleted."
          actions={
            <Button
              variant="primary"
              disabled={!changed || !fits}
              disabledReason={fits ? 'It is saved as it stands here.' : 'Correct what is marked.'}
              onClick={() => void save()}
            >
              Save retention
            </Button>
          }
        >
          Log of runs
        </Header>
      }
    >
      <SpaceBetween size="m">
        <ColumnLayout columns={3}>
          {fields.map(({ key, label, description, unit }) => (
            <NumberField
              key={key}
              label={label}
              description={description}
              range={`${rangeOf(key)}; ${formatCount(shape[key].parse(undefined))} by default`}
              unit={unit}
              text={texts[key]}
              problem={problemOf(key, texts[key])}
              onChange={(text) => setTexts((before) => ({ ...before, [key]: text }))}
            />
          ))}
        </ColumnLayout>
        <DeleteNow retention={retention} />
      </SpaceBetween>
    </Container>
  );
}
