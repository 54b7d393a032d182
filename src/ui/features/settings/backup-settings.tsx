import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { z } from 'zod';
import { settingsKeys } from '../../../core/settings.ts';
import { useAppServices } from '../../app-services.ts';
import { formatUtcMinute } from '../../components/format-time.ts';
import { LoadFailed } from '../../components/load-failed.tsx';
import { useLive } from '../../components/use-live.ts';

const lastSchema = z.object({ made_at: z.string() });

/** When the last back-up was made, and the way to the page that makes and opens them. */
export function BackupSettings() {
  const { store } = useAppServices();
  const last = useLive('last-backup', ['settings'], () => store.get(settingsKeys.lastBackup, lastSchema));
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Everything that you keep here as one file: to move to another browser, or in case this one loses its data."
          actions={<Button href="#/backup">Make or open a back-up</Button>}
        >
          Back-up
        </Header>
      }
    >
      {last.error !== undefined ? (
        <LoadFailed what="When the last one was made" message={last.error} onRetry={last.reload} />
      ) : last.loading ? (
        <StatusIndicator type="loading">Looking when the last one was made</StatusIndicator>
      ) : last.value === undefined ? (
        'None was made in this browser yet.'
      ) : (
        `The last one was made ${formatUtcMinute(last.value.made_at)}.`
      )}
    </Container>
  );
}
