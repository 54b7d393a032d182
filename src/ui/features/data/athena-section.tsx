import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useState } from 'react';
import type { AthenaTarget } from '../../../core/ports/athena.ts';
import type { AwsSessionState } from '../../../core/ports/aws.ts';
import type { Connection, TableInfo } from '../../../core/dataset.ts';
import { useAppServices } from '../../app-services.ts';
import { useAwsSession } from '../../components/aws/use-aws-session.ts';
import { useSignIn } from '../../components/aws/use-sign-in.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { errorMessage } from '../../components/error-message.ts';
import { formatBytes } from '../../components/format-bytes.ts';
import { NativeSelect } from '../../components/native-select.tsx';
import { notices } from '../../components/notices/notice-store.ts';
import { useLive } from '../../components/use-live.ts';
import { visibleText } from '../../components/visible-text.ts';
import { ConnectionHeader } from './connection-header.tsx';
import { TableSection } from './table-section.tsx';

type AthenaSectionProps = {
  connection: Connection;
  onSelect: (connection: Connection) => void;
  onQuery: (connection: Connection, table: TableInfo) => void;
  onRead: () => void;
};

/** How old a result of the same query may be to be taken again. Athena keeps them for seven days. */
const REUSE = [
  { value: '0', label: 'Never' },
  { value: '60', label: 'Of the last hour' },
  { value: '1440', label: 'Of the last day' },
  { value: '10080', label: 'Of the last week' },
];

/** The connection to Athena: where its queries go, its tables, and what was scanned today. */
export function AthenaSection({ connection, onSelect, onQuery, onRead }: AthenaSectionProps) {
  const session = useAwsSession();
  return (
    <Container
      header={
        <ConnectionHeader
          connection={connection}
          description="Your Cost and Usage Reports in AWS. Each query scans data there, which AWS bills by the terabyte."
          onSelect={onSelect}
        />
      }
    >
      {session.status === 'signed in' ? (
        <SignedIn connection={connection} onSelect={onSelect} onQuery={onQuery} onRead={onRead} />
      ) : (
        <SignedOut session={session} />
      )}
    </Container>
  );
}

function SignedOut({ session }: { session: AwsSessionState }) {
  const { signIn, signOut } = useSignIn();
  if (session.status === 'signing in')
    return (
      <EmptyState title="Signing in, in the other window" action={<Button onClick={signOut}>Give up</Button>}>
        The tables come when you are done there.
      </EmptyState>
    );
  const problem = session.status === 'signed out' ? session.problem : undefined;
  return (
    <EmptyState title="Sign in to see its tables" action={<Button onClick={signIn}>Sign in to AWS</Button>}>
      {problem === undefined ? 'Queries run with what your role may do. Nothing is asked of AWS before.' : visibleText(problem)}
    </EmptyState>
  );
}

function SignedIn({ connection, onQuery, onRead }: AthenaSectionProps) {
  const { aws } = useAppServices();
  const { athena } = aws;
  const [choosing, setChoosing] = useState(false);
  const target = athena.target();
  const key = JSON.stringify(target);
  const places = useLive(key, [], async () => {
    const [workgroups, catalogs, databases] = await Promise.allSettled([
      athena.workgroups(),
      athena.catalogs(),
      athena.databases(),
    ]);
    return { workgroups, catalogs, databases };
  });
  const scanned = useLive(`scanned ${key}`, ['runs', 'settings'], () => aws.scannedToday());
  if (target === undefined) return null;
  const choose = async (patch: Partial<AthenaTarget>) => {
    setChoosing(true);
    try {
      await athena.choose(patch);
      onRead();
    } catch (error) {
      notices.put({ id: 'athena-target', type: 'error', header: 'It was not chosen', text: errorMessage(error) });
    } finally {
      setChoosing(false);
    }
  };
  const workgroups = settled(places.value?.workgroups) ?? [];
  const workgroup = workgroups.find(({ name }) => name === target.workgroup);
  const refused = [places.value?.workgroups, places.value?.catalogs, places.value?.databases].flatMap((each) =>
    each?.status === 'rejected' ? [errorMessage(each.reason)] : [],
  );
  const { status } = connection;
  const wrong = new Set([...(status === 'ready' || status.startsWith('sign') ? [] : [status]), ...refused]);
  const reload = () => {
    athena.reload();
    places.reload();
    onRead();
  };
  return (
    <SpaceBetween size="m">
      <div className="athena-target" role="group" aria-label="Where queries go">
        <NativeSelect
          label="Workgroup"
          value={target.workgroup}
          options={optionsOf(
            workgroups.map(({ name }) => name),
            target.workgroup,
          )}
          disabled={choosing}
          onChange={(name) => void choose({ workgroup: name })}
        />
        <NativeSelect
          label="Catalog"
          value={target.catalog}
          options={optionsOf(settled(places.value?.catalogs), target.catalog)}
          disabled={choosing}
          onChange={(catalog) => void choose({ catalog })}
        />
        <NativeSelect
          label="Database"
          value={target.database}
          options={optionsOf(settled(places.value?.databases), target.database)}
          disabled={choosing}
          onChange={(database) => void choose({ database })}
        />
        <NativeSelect
          label="Take results again"
          value={String(target.reuse_minutes)}
          options={REUSE}
          disabled={choosing}
          onChange={(minutes) => void choose({ reuse_minutes: Number(minutes) })}
        />
        <Button iconName="refresh" ariaLabel="Read the tables of Athena again" onClick={reload} />
      </div>
      <Box color="text-body-secondary" fontSize="body-s">
        {scanned.value === undefined
          ? ''
          : `Scanned today from this browser: ${formatBytes(scanned.value)} of ${formatBytes(aws.policy().bytes_per_day)}. `}
        {workgroup === undefined || workgroup.engine_version === ''
          ? ''
          : `${visibleText(workgroup.engine_version)}${workgroup.bytes_cutoff === undefined ? ', no cut-off of its own' : `, cut off at ${formatBytes(workgroup.bytes_cutoff)} a query`}.`}
      </Box>
      {wrong.size > 0 && (
        <Alert type="warning" action={<Button onClick={reload}>Try again</Button>}>
          <SpaceBetween size="xs">
            {[...wrong].map((problem) => (
              <div key={problem} className="note-text">
                {visibleText(problem)}
              </div>
            ))}
          </SpaceBetween>
        </Alert>
      )}
      {places.loading && places.value === undefined ? (
        <span role="status">
          <Spinner /> Asking AWS what there is
        </span>
      ) : (
        <Tables connection={connection} told={wrong.size > 0} onQuery={onQuery} onRead={onRead} />
      )}
    </SpaceBetween>
  );
}

type TablesProps = Omit<AthenaSectionProps, 'onSelect'> & {
  /** Why there may be none stands above. */
  told: boolean;
};

function Tables({ connection, told, onQuery, onRead }: TablesProps) {
  if (connection.tables.length === 0)
    return told ? null : (
      <EmptyState title="No table here">
        The database is empty, or your role may not see its tables. Choose another database.
      </EmptyState>
    );
  return (
    <div className="table-list">
      {connection.tables.map((table) => (
        <TableSection
          key={table.name}
          connection={connection.id}
          table={table}
          onQuery={(each) => onQuery(connection, each)}
          onRead={onRead}
        />
      ))}
    </div>
  );
}

function settled<T>(result: PromiseSettledResult<T> | undefined): T | undefined {
  return result?.status === 'fulfilled' ? result.value : undefined;
}

/** What is chosen stands in the list, also where it is not (yet) known. */
function optionsOf(names: readonly string[] | undefined, chosen: string): { value: string; label: string }[] {
  return [...new Set([...(names ?? []), chosen])]
    .filter((name) => name !== '')
    .map((value) => ({ value, label: visibleText(value) }));
}
