import Alert from '@cloudscape-design/components/alert';
import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import type { KnownSigner, LocalOrigin, SignatureCheck } from '../../../core/ports/sharing.ts';
import { useAppServices } from '../../app-services.ts';
import { errorMessage } from '../../components/error-message.ts';
import { useFocusAfter } from '../../components/focus/use-focus-after.ts';
import { visibleText } from '../../components/visible-text.ts';
import { cut } from './asked-fields.ts';
import { isOwn, signerChange } from './compare.ts';
import type { LocalMatches } from './use-local-matches.ts';

type SignerPartProps = {
  signature: SignatureCheck;
  signers: readonly KnownSigner[];
  /** What there is here of the same origin. */
  matched: LocalMatches['sameOrigin'];
  onNamed: () => void;
};

/** Who signed what was received, as far as that can be known here, and whether it is who signed what was imported before. */
export function SignerPart({ signature, signers, matched, onNamed }: SignerPartProps) {
  return (
    <SpaceBetween size="s">
      <Signature signature={signature} signers={signers} onNamed={onNamed} />
      {matched !== undefined && signature.state !== 'invalid' && (
        <Change signature={signature} signers={signers} matched={matched} />
      )}
      {matched?.otherwise !== undefined && signature.state !== 'invalid' && (
        <Otherwise signature={signature} signers={signers} otherwise={matched.otherwise} />
      )}
    </SpaceBetween>
  );
}

function Signature({ signature, signers, onNamed }: Omit<SignerPartProps, 'matched'>) {
  const known = signature.state === 'valid' ? signers.find(({ key_id }) => key_id === signature.key_id) : undefined;
  const named = useFocusAfter<HTMLDivElement>(known === undefined);
  if (signature.state === 'unsigned')
    return <StatusIndicator type="info">Not signed: who made it can’t be known.</StatusIndicator>;
  if (signature.state === 'invalid')
    return (
      <Alert type="error" header="Its signature is not of this content">
        {visibleText(signature.problem)} Whoever signed it did not sign this: do not trust it.
      </Alert>
    );
  if (signature.own) return <StatusIndicator type="success">Signed by you, with the key of this browser.</StatusIndicator>;
  const namesake = signers.find(({ key_id, name }) => key_id !== signature.key_id && sameName(name, signature.claimed_name));
  return (
    <SpaceBetween size="xs">
      {known === undefined ? (
        <StatusIndicator type="warning">Signed with a key that you have not named: it may be anybody’s.</StatusIndicator>
      ) : (
        <div ref={named} tabIndex={-1}>
          <StatusIndicator type="success">Signed with the key that you named “{cut(known.name, 100)}”.</StatusIndicator>
        </div>
      )}
      {namesake !== undefined && (
        <Alert type="warning" header={`You know another key by the name “${cut(namesake.name, 100)}”`}>
          This is not that key. The name was chosen by whoever signed this.
        </Alert>
      )}
      <dl className="received-facts">
        <div className="received-fact">
          <dt>Key</dt>
          <dd>
            <code className="received-key">{visibleText(signature.key_id)}</code>
          </dd>
        </div>
        <div className="received-fact">
          <dt>The signer’s own word for themselves</dt>
          <dd>“{cut(signature.claimed_name, 100)}”</dd>
        </div>
      </dl>
      {known === undefined && <NameKey keyId={signature.key_id} onNamed={onNamed} />}
    </SpaceBetween>
  );
}

function sameName(a: string, b: string): boolean {
  return a.trim().toLocaleLowerCase('en-US') === b.trim().toLocaleLowerCase('en-US');
}

function NameKey({ keyId, onNamed }: { keyId: string; onNamed: () => void }) {
  const { sharing } = useAppServices();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string>();
  const opener = useFocusAfter<ButtonProps.Ref>(open);
  if (!open)
    return (
      <Button ref={opener} onClick={() => setOpen(true)}>
        I know this key: name it
      </Button>
    );
  const keep = async () => {
    setProblem(undefined);
    try {
      await (await sharing()).nameSigner(keyId, name.trim());
      onNamed();
    } catch (error) {
      setProblem(errorMessage(error));
    }
  };
  return (
    <SpaceBetween size="xs">
      <FormField
        label="Your name for this key"
        description="Ask whoever you think it is to read their key to you, by telephone or face to face, and compare all of it with the one above."
        errorText={problem}
      >
        <Input autoFocus value={name} onChange={({ detail }) => setName(detail.value.slice(0, 100))} />
      </FormField>
      <SpaceBetween direction="horizontal" size="xs">
        <Button disabled={name.trim() === ''} onClick={() => void keep()}>
          Keep the name
        </Button>
        <Button variant="link" onClick={() => setOpen(false)}>
          Cancel
        </Button>
      </SpaceBetween>
    </SpaceBetween>
  );
}

function signerOf({ key_id }: LocalOrigin, signers: readonly KnownSigner[]): string {
  const known = signers.find((each) => each.key_id === key_id)?.name;
  return known === undefined ? `the key ${visibleText(key_id ?? '')}` : `“${cut(known, 100)}”`;
}

type OtherwiseProps = {
  signature: SignatureCheck;
  signers: readonly KnownSigner[];
  otherwise: NonNullable<NonNullable<LocalMatches['sameOrigin']>['otherwise']>;
};

/** Two senders say that they are one: the other copy may be the one to be believed. */
function Otherwise({ signature, signers, otherwise: { name, origin } }: OtherwiseProps) {
  if (isOwn({ origin }))
    return (
      <Alert type="warning" header="It also says that it is your own workflow, and you did not sign it">
        You send “{cut(name, 100)}” from there yourself. Whoever has a link of yours can make one that says so.
      </Alert>
    );
  const header =
    signature.state === 'valid'
      ? 'Another key signed another copy of yours from there'
      : 'Another copy of yours from there was signed; this one is not';
  return (
    <Alert type="warning" header={header}>
      Your workflow “{cut(name, 100)}” says that it comes from there, too, and was signed by {signerOf(origin, signers)}. Ask them
      before you take this one for an update of either.
    </Alert>
  );
}

type ChangeProps = {
  signature: SignatureCheck;
  signers: readonly KnownSigner[];
  matched: NonNullable<LocalMatches['sameOrigin']>;
};

function Change({ signature, signers, matched }: ChangeProps) {
  const { origin } = matched;
  if (isOwn(matched)) {
    if (signature.state === 'valid' && signature.own) return null;
    return (
      <Alert type="warning" header="It says that it is your own workflow, and you did not sign it">
        Whoever has a link of yours can make one that says so.
      </Alert>
    );
  }
  const change = signerChange(signature, origin);
  const who = signerOf(origin, signers);
  switch (change) {
    case 'same':
      return <StatusIndicator type="success">The same key signed the version that you imported before.</StatusIndicator>;
    case 'other':
      return (
        <Alert type="warning" header="Another key signed the version that you have">
          It says that it comes from where your copy came from, which was signed by {who}. Ask them before you take it for an
          update.
        </Alert>
      );
    case 'gone':
      return (
        <Alert type="warning" header="The version that you have was signed; this one is not">
          It says that it comes from where your copy came from, which was signed by {who}. Anybody could have made this one.
        </Alert>
      );
    case 'new':
      return <StatusIndicator type="info">The version that you imported before was not signed.</StatusIndicator>;
    case 'never':
      return (
        <StatusIndicator type="info">
          The version that you imported before was not signed either: that both come from one sender can’t be known.
        </StatusIndicator>
      );
  }
}
