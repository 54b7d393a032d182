import Box from '@cloudscape-design/components/box';
import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import type { InputProps } from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { Sharing, SignerIdentity } from '../../../core/ports/sharing.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { errorMessage } from '../../components/error-message.ts';
import { useFocusAfter } from '../../components/focus/use-focus-after.ts';
import { formatUtcMinute } from '../../components/format-time.ts';
import { notices } from '../../components/notices/notice-store.ts';
import { visibleText } from '../../components/visible-text.ts';
import { SignersName } from './signers-name.tsx';

type SignersIdentityProps = { sharing: Sharing; identity: SignerIdentity | undefined; onChange: () => Promise<void> };

/** Who signs here: made, renamed, deleted. */
export function SignersIdentity({ sharing, identity, onChange }: SignersIdentityProps) {
  const [open, setOpen] = useState<'rename' | 'delete'>();
  const field = useFocusAfter<InputProps.Ref>(identity === undefined);
  const renameButton = useFocusAfter<ButtonProps.Ref>(`${identity === undefined} ${open}`);
  const name = async (text: string) => {
    await sharing.nameIdentity(text);
    await onChange();
    setOpen(undefined);
  };
  const remove = async () => {
    setOpen(undefined);
    try {
      await sharing.deleteIdentity();
      await onChange();
    } catch (error) {
      notices.put({ id: 'identity', type: 'error', header: 'Your identity was not deleted', text: errorMessage(error) });
    }
  };
  return (
    <SpaceBetween size="xs">
      <Box variant="h3">You</Box>
      {identity === undefined ? (
        <SignersName
          label="Your name, as others see it"
          description="A pair of keys is made for it in this browser. The key that signs can be read by nobody, and never leaves it: back-ups have none."
          first=""
          field={field}
          action="Make identity"
          onName={name}
        />
      ) : (
        <>
          <div className="signer-head">
            <strong>{visibleText(identity.name)}</strong>
            <Button ref={renameButton} variant="inline-link" ariaLabel="Rename your identity" onClick={() => setOpen('rename')}>
              Rename
            </Button>
            <Button variant="inline-link" ariaLabel="Delete your identity" onClick={() => setOpen('delete')}>
              Delete
            </Button>
          </div>
          <div className="signer-head">
            <span>
              Fingerprint <code className="signer-key">{visibleText(identity.key_id)}</code>
            </span>
            <CopyButton text={identity.key_id} label="Copy your fingerprint" />
          </div>
          <Box color="text-body-secondary" fontSize="body-s">
            Since {formatUtcMinute(identity.created_at)}. Tell others the fingerprint by another way than a link, so that they
            know it for yours.
          </Box>
        </>
      )}
      {open === 'rename' && identity !== undefined && (
        <SignersName
          label="Your name, as others see it"
          description="The fingerprint stays the same, and so does what others call you. What was sent keeps its name."
          first={identity.name}
          action="Rename"
          onName={name}
          onCancel={() => setOpen(undefined)}
        />
      )}
      {open === 'delete' && (
        <ConfirmDialog
          header="Delete your identity?"
          confirm="Delete"
          dismiss="Keep it"
          onConfirm={() => void remove()}
          onDismiss={() => setOpen(undefined)}
        >
          Its key goes for good, and cannot be had back: nothing can be signed with it again. What was signed until now stays
          valid for those who have it. A new identity has another fingerprint, which nobody knows yet.
        </ConfirmDialog>
      )}
    </SpaceBetween>
  );
}
