import Box from '@cloudscape-design/components/box';
import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import { useRef, useState } from 'react';
import type { KnownSigner, Sharing } from '../../../core/ports/sharing.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { errorMessage } from '../../components/error-message.ts';
import { focusNextOf } from '../../components/focus/focus-once-drawn.ts';
import { itemElement } from '../../components/focus/list-item.ts';
import { useFocusAfter } from '../../components/focus/use-focus-after.ts';
import { formatUtcMinute } from '../../components/format-time.ts';
import { notices } from '../../components/notices/notice-store.ts';
import { visibleText } from '../../components/visible-text.ts';
import { SignersName } from './signers-name.tsx';

type SignersKnownProps = { sharing: Sharing; known: readonly KnownSigner[]; onChange: () => Promise<void> };

/** The head of the list. */
export const KNOWN_HEAD = 'known-signers';

/** Keys whose names the person has confirmed: renamed, forgotten. */
export function SignersKnown({ known, ...rest }: SignersKnownProps) {
  if (known.length === 0)
    return (
      <Box color="text-body-secondary">
        None yet. A signer becomes known where a workflow of theirs is opened and you confirm who they are.
      </Box>
    );
  return (
    <ul className="signers" aria-label="Known signers">
      {known.map((signer) => (
        <SignerRow key={signer.key_id} signer={signer} {...rest} />
      ))}
    </ul>
  );
}

function SignerRow({ signer, sharing, onChange }: { signer: KnownSigner } & Omit<SignersKnownProps, 'known'>) {
  const [open, setOpen] = useState<'rename' | 'forget'>();
  const row = useRef<HTMLLIElement>(null);
  const renameButton = useFocusAfter<ButtonProps.Ref>(open);
  const name = visibleText(signer.name);
  const forget = async () => {
    setOpen(undefined);
    focusNextOf(row.current, 'button', () => itemElement(KNOWN_HEAD));
    try {
      await sharing.forgetSigner(signer.key_id);
      await onChange();
    } catch (error) {
      notices.put({ id: 'signer', type: 'error', header: `${name} was not forgotten`, text: errorMessage(error) });
    }
  };
  return (
    <li ref={row} className="signer" aria-label={name}>
      <div className="signer-head">
        <strong>{name}</strong>
        <Button ref={renameButton} variant="inline-link" ariaLabel={`Rename ${name}`} onClick={() => setOpen('rename')}>
          Rename
        </Button>
        <Button variant="inline-link" ariaLabel={`Forget ${name}`} onClick={() => setOpen('forget')}>
          Forget
        </Button>
      </div>
      <Box color="text-body-secondary" fontSize="body-s">
        Fingerprint <code className="signer-key">{visibleText(signer.key_id)}</code> · known since{' '}
        {formatUtcMinute(signer.known_since)}
      </Box>
      {open === 'rename' && (
        <SignersName
          label="Your name for this signer"
          description="Only you see it. It is shown wherever a workflow is signed by that key."
          first={signer.name}
          action="Rename"
          onName={async (text) => {
            await sharing.nameSigner(signer.key_id, text);
            await onChange();
            setOpen(undefined);
          }}
          onCancel={() => setOpen(undefined)}
        />
      )}
      {open === 'forget' && (
        <ConfirmDialog
          header={`Forget ${name}?`}
          confirm="Forget"
          dismiss="Keep it"
          onConfirm={() => void forget()}
          onDismiss={() => setOpen(undefined)}
        >
          What they sign is then shown as signed by a key that you do not know. Workflows of theirs that you have stay as they
          are.
        </ConfirmDialog>
      )}
    </li>
  );
}
