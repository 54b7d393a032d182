import { useEffect, useState } from 'react';
import type { ShareOptions, SignerIdentity } from '../../../core/ports/sharing.ts';
import { useAppServices } from '../../app-services.ts';
import { errorMessage } from '../../components/error-message.ts';
import { passphraseHint } from './passphrase.ts';

export type SendOptions = {
  locked: boolean;
  setLocked: (locked: boolean) => void;
  passphrase: string;
  setPassphrase: (text: string) => void;
  signed: boolean;
  setSigned: (signed: boolean) => void;
  /** Who signs here; undefined where nobody does yet, null until that is known. */
  identity: SignerIdentity | undefined | null;
  /** The name of an identity that is to be made. */
  signerName: string;
  setSignerName: (name: string) => void;
  /** The version under which the workflow came, where it is sent on as it came. */
  importedVersion: number | undefined;
  /** Why sharing could not be loaded. */
  failed: string | undefined;
  /** What is missing before anything is made. */
  problem: string | undefined;
  /** Makes the identity where there is to be one. Throws what `Sharing` throws. */
  ready: () => Promise<ShareOptions>;
  /** Changes with every choice. */
  key: string;
};

/** How a workflow is sent: closed by a passphrase, signed. */
export function useSendOptions(workflowId: string): SendOptions {
  const { sharing } = useAppServices();
  const [locked, setLocked] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const [signed, setSigned] = useState(false);
  const [signerName, setSignerName] = useState('');
  const [identity, setIdentity] = useState<SignerIdentity | undefined | null>(null);
  const [importedVersion, setImportedVersion] = useState<number>();
  const [failed, setFailed] = useState<string>();

  useEffect(() => {
    let dropped = false;
    sharing()
      .then((each) => Promise.all([each.identity(), each.importOf(workflowId)]))
      .then(
        ([known, imported]) => {
          if (dropped) return;
          setIdentity(known);
          setImportedVersion(imported?.version);
        },
        (error: unknown) => {
          if (!dropped) setFailed(errorMessage(error));
        },
      );
    return () => {
      dropped = true;
    };
  }, [sharing, workflowId]);

  const unnamed = signed && identity === undefined && signerName.trim() === '';
  const short = locked && !passphraseHint(passphrase).ok;
  return {
    locked,
    setLocked,
    passphrase,
    setPassphrase,
    signed,
    setSigned,
    identity,
    signerName,
    setSignerName,
    importedVersion,
    failed,
    problem: short
      ? 'The passphrase is too short.'
      : unnamed
        ? 'Say by which name you sign.'
        : identity === null
          ? 'Sharing is being loaded.'
          : undefined,
    ready: async () => {
      if (signed && identity === undefined) setIdentity(await (await sharing()).nameIdentity(signerName.trim()));
      return { sign: signed, ...(locked ? { passphrase } : {}) };
    },
    key: JSON.stringify([locked, locked && passphrase, signed]),
  };
}
