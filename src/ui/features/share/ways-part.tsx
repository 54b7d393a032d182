import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { visibleText } from '../../components/visible-text.ts';
import { passphraseHint, randomPassphrase } from './passphrase.ts';
import type { SendOptions } from './use-send-options.ts';

/** Whether what is sent is closed and signed. */
export function WaysPart({ options }: { options: SendOptions }) {
  const { locked, setLocked, signed, setSigned, identity } = options;
  return (
    <Container header={<Header variant="h2">Protection</Header>}>
      <SpaceBetween size="m">
        <Checkbox
          checked={locked}
          description="Encrypted: without the passphrase nobody reads it, not even its name. Without one, whoever has the link has the workflow."
          onChange={({ detail }) => setLocked(detail.checked)}
        >
          Close it with a passphrase
        </Checkbox>
        {locked && <PassphraseField options={options} />}
        <Checkbox
          checked={signed}
          description="Shows that it comes from you and was not changed on the way, to those who know your fingerprint."
          onChange={({ detail }) => setSigned(detail.checked)}
        >
          Sign it
        </Checkbox>
        {signed && identity === undefined && <NameField options={options} />}
        {signed && identity !== undefined && identity !== null && (
          <div>
            Signed as <strong>{visibleText(identity.name)}</strong>, fingerprint <code>{visibleText(identity.key_id)}</code>.{' '}
            <Link href="#/settings?section=signers">Change in Settings</Link>
          </div>
        )}
      </SpaceBetween>
    </Container>
  );
}

function PassphraseField({ options: { passphrase, setPassphrase } }: { options: SendOptions }) {
  const [shown, setShown] = useState(false);
  const { hint } = passphraseHint(passphrase);
  return (
    <FormField
      label="Passphrase"
      description="Send it by another way than the link: tell it by phone, say. It cannot be recovered."
      constraintText={hint}
      secondaryControl={
        <SpaceBetween direction="horizontal" size="xs">
          <Button onClick={() => setShown(!shown)} ariaLabel={shown ? 'Hide the passphrase' : 'Show the passphrase'}>
            {shown ? 'Hide' : 'Show'}
          </Button>
          <Button
            onClick={() => {
              setPassphrase(randomPassphrase());
              setShown(true);
            }}
          >
            Make one up
          </Button>
        </SpaceBetween>
      }
    >
      <Input
        type={shown ? 'text' : 'password'}
        value={passphrase}
        autoComplete={false}
        spellcheck={false}
        nativeInputAttributes={{ autoComplete: 'new-password' }}
        onChange={({ detail }) => setPassphrase(detail.value)}
      />
    </FormField>
  );
}

function NameField({ options: { signerName, setSignerName } }: { options: SendOptions }) {
  return (
    <FormField
      label="Your name, as others see it"
      description="A pair of keys is made for it in this browser. The key that signs never leaves it."
    >
      <Input
        value={signerName}
        autoComplete={false}
        placeholder="Maria Diaz, FinOps"
        onChange={({ detail }) => setSignerName(detail.value)}
      />
    </FormField>
  );
}
