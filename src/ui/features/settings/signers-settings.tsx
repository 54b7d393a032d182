import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Spinner from '@cloudscape-design/components/spinner';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useCallback, useEffect, useState } from 'react';
import type { KnownSigner, Sharing, SignerIdentity } from '../../../core/ports/sharing.ts';
import { useAppServices } from '../../app-services.ts';
import { errorMessage } from '../../components/error-message.ts';
import { LoadFailed } from '../../components/load-failed.tsx';
import { SignersIdentity } from './signers-identity.tsx';
import { KNOWN_HEAD, SignersKnown } from './signers-known.tsx';
import { useAskedSection } from './use-asked-section.ts';
import './signers.css';

type Signers = { sharing: Sharing; identity: SignerIdentity | undefined; known: KnownSigner[] };

/** Who signs here, and whose signatures are known by a name of the person's own. */
export function SignersSettings() {
  const { sharing } = useAppServices();
  const [signers, setSigners] = useState<Signers>();
  const [problem, setProblem] = useState<string>();
  const box = useAskedSection('signers', signers !== undefined);

  const load = useCallback(async () => {
    try {
      const service = await sharing();
      const [identity, known] = await Promise.all([service.identity(), service.knownSigners()]);
      setSigners({ sharing: service, identity, known });
      setProblem(undefined);
    } catch (error) {
      setProblem(errorMessage(error));
    }
  }, [sharing]);
  useEffect(() => void load(), [load]);

  return (
    <div ref={box} tabIndex={-1}>
      <Container
        header={
          <Header
            variant="h2"
            description="A signature shows who sent a workflow, and that nobody changed it on the way. It says nothing of whether the workflow is any good."
          >
            Signing and known signers
          </Header>
        }
      >
        {problem !== undefined && <LoadFailed what="The signers" message={problem} onRetry={() => void load()} />}
        {signers === undefined && problem === undefined && <Spinner />}
        {signers !== undefined && (
          <SpaceBetween size="l">
            <SignersIdentity sharing={signers.sharing} identity={signers.identity} onChange={load} />
            <SpaceBetween size="xs">
              <Box variant="h3">
                <span data-item={KNOWN_HEAD}>Known signers</span>
              </Box>
              <SignersKnown sharing={signers.sharing} known={signers.known} onChange={load} />
            </SpaceBetween>
          </SpaceBetween>
        )}
      </Container>
    </div>
  );
}
