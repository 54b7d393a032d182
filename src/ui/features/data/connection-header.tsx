import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import type { Connection } from '../../../core/dataset.ts';
import { useFocusAfter } from '../../components/focus/use-focus-after.ts';
import { connectionItem } from './table-actions.ts';

type Look = { type: StatusIndicatorProps.Type; text: string };

const statuses: Record<string, Look> = {
  ready: { type: 'success', text: 'Ready' },
  'not loaded': { type: 'pending', text: 'Loads when first used' },
  loading: { type: 'loading', text: 'Loading' },
  empty: { type: 'info', text: 'No tables yet' },
  failed: { type: 'error', text: 'The SQL engine failed to start; query a table to try again' },
  'signing in': { type: 'loading', text: 'Signing in' },
};
const signedOut: Look = { type: 'stopped', text: 'Signed out' };
const faulty: Look = { type: 'warning', text: 'Something is wrong, see below' };

/** What is not one of the known words is a problem, which the section tells in full. */
function ConnectionStatus({ status }: { status: string }) {
  const known = Object.hasOwn(statuses, status) ? statuses[status] : undefined;
  const { type, text } = known ?? (status.startsWith('signed out') ? signedOut : faulty);
  return <StatusIndicator type={type}>{text}</StatusIndicator>;
}

type ConnectionHeaderProps = {
  connection: Connection;
  description: ReactNode;
  actions?: ReactNode;
  onSelect: (connection: Connection) => void;
};

/** A connection's name and status, and whether queries go to it. */
export function ConnectionHeader({ connection, description, actions, onSelect }: ConnectionHeaderProps) {
  const { id, label, selected, status, tables } = connection;
  const chosen = useFocusAfter<HTMLSpanElement>(selected);
  return (
    <Header
      variant="h2"
      counter={`(${tables.length})`}
      description={description}
      info={<ConnectionStatus status={status} />}
      actions={
        <SpaceBetween direction="horizontal" size="xs" alignItems="center">
          {selected ? (
            <span ref={chosen} tabIndex={-1}>
              <StatusIndicator type="success" colorOverride="blue">
                Selected for queries
              </StatusIndicator>
            </span>
          ) : (
            <Button ariaLabel={`Select ${label}`} onClick={() => onSelect(connection)}>
              Select
            </Button>
          )}
          {actions}
        </SpaceBetween>
      }
    >
      <span data-item={connectionItem(id)}>{label}</span>
    </Header>
  );
}
