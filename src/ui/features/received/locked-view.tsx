import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';

type LockedViewProps = {
  from: 'link' | 'file';
  tries: number;
  busy: boolean;
  message?: string;
  onUnlock: (passphrase: string) => void;
  onDiscard: () => void;
};

/** Asks for the passphrase under which a workflow was sent. */
export function LockedView({ from, tries, busy, message, onUnlock, onDiscard }: LockedViewProps) {
  const [passphrase, setPassphrase] = useState('');
  return (
    <Container header={<Header variant="h2">It is locked by a passphrase</Header>}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && passphrase !== '') onUnlock(passphrase);
        }}
      >
        <SpaceBetween size="m">
          {tries > 0 && message !== undefined && !busy && (
            <Alert type="error" header={tries === 1 ? 'It was not opened' : `It was not opened (try ${tries})`}>
              {message}
            </Alert>
          )}
          <FormField
            label="Passphrase"
            description={`Whoever sent the ${from} has it, and tells it to you by another way. It is no password of yours: write none of those here.`}
          >
            <Input
              type="password"
              autoFocus
              autoComplete={false}
              value={passphrase}
              readOnly={busy}
              onChange={({ detail }) => setPassphrase(detail.value)}
            />
          </FormField>
          <SpaceBetween direction="horizontal" size="xs">
            <Button formAction="submit" variant="primary" loading={busy} disabled={passphrase === ''}>
              Show what it is
            </Button>
            <Button formAction="none" onClick={onDiscard}>
              Discard
            </Button>
          </SpaceBetween>
        </SpaceBetween>
      </form>
    </Container>
  );
}
