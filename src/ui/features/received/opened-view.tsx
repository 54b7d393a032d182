import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useRef, useState } from 'react';
import type { ReceivedWorkflow } from '../../../core/ports/sharing.ts';
import { useCodeFindings } from '../../components/code-findings/use-code-findings.ts';
import { CodeReader, type CodeReaderHandle } from '../../components/code-reader/code-reader.tsx';
import { languageNames } from '../../components/language-name.ts';
import { LoadFailed } from '../../components/load-failed.tsx';
import { ChangesDialog } from './changes-dialog.tsx';
import { ClaimsPart } from './claims-part.tsx';
import { ComparePart } from './compare-part.tsx';
import { FindingsPart } from './findings-part.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { leaveReceived } from './leave-received.ts';
import { SenderFrame } from './sender-frame.tsx';
import { SignerPart } from './signer-part.tsx';
import { TrialDialog } from './trial-dialog.tsx';
import { TrialPart } from './trial-part.tsx';
import { useLocalMatches } from './use-local-matches.ts';
import { useSettled } from './use-settled.ts';
import { useTrial } from './use-trial.ts';

type OpenedViewProps = { received: ReceivedWorkflow; from: 'link' | 'file'; onDiscard: () => void };

/** A workflow that somebody sent: what it is, who signed it, what it would touch, and what can be done with it. */
export function OpenedView({ received, from, onDiscard }: OpenedViewProps) {
  const { workflow, signature } = received;
  const [dialog, setDialog] = useState<'import' | 'sample' | 'mine'>();
  const found = useCodeFindings(workflow.language, workflow.code);
  const local = useLocalMatches(received);
  const trial = useTrial(workflow);
  const settled = useSettled();
  const reader = useRef<CodeReaderHandle>(null);
  const findings = found.state === 'ready' ? found.findings : undefined;
  const needs = findings?.syntax_error === undefined ? findings?.capabilities : undefined;
  const onLine = (line: number) => reader.current?.goToLine(line);
  const close = () => setDialog(undefined);
  // With a reason it keeps the focus, which comes back from the dialog.
  const busy = trial.running ? { disabledReason: 'It is running.' } : {};

  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={`It came as a ${from} from outside. Nothing of it has run, and nothing is saved. Read it, then choose below.`}
        >
          A workflow from somebody else
        </Header>
      }
    >
      <SpaceBetween size="l">
        <SenderFrame workflow={workflow} />
        <Container header={<Header variant="h2">Who signed it</Header>}>
          <SignerPart
            signature={signature}
            signers={local.value?.signers ?? []}
            matched={local.value?.sameOrigin}
            onNamed={local.reload}
          />
        </Container>
        <Container header={<Header variant="h2">What it asks for</Header>}>
          <ClaimsPart asked={workflow.capabilities} found={needs} unseen={(findings?.dynamic.length ?? 0) > 0} />
        </Container>
        <Container header={<Header variant="h2">What it will touch</Header>}>
          <FindingsPart found={found} onLine={onLine} />
        </Container>
        <Container header={<Header variant="h2">Beside what you have</Header>}>
          {local.error !== undefined && <LoadFailed what="Your workflows" message={local.error} onRetry={local.reload} />}
          {local.value === undefined && local.error === undefined && (
            <StatusIndicator type="loading">Looking what you have of it</StatusIndicator>
          )}
          {local.value !== undefined && <ComparePart received={workflow} matches={local.value} />}
        </Container>
        <Container header={<Header variant="h2">Code in {languageNames[workflow.language]}</Header>}>
          <CodeReader ref={reader} code={workflow.code} language={workflow.language} label="Code of the received workflow" />
        </Container>
        {trial.run !== undefined && trial.request !== undefined && (
          <TrialPart {...trial} run={trial.run} request={trial.request} onLine={onLine} />
        )}
      </SpaceBetween>
      <div className="received-choices" role="group" aria-label="What to do with it">
        <Button onClick={onDiscard}>Discard</Button>
        <Button disabled={!settled || trial.running} {...busy} onClick={() => setDialog('sample')}>
          Run once with the sample data…
        </Button>
        <Button disabled={!settled || trial.running} {...busy} onClick={() => setDialog('mine')}>
          Run once with my data…
        </Button>
        <Button disabled={!settled || local.value === undefined} onClick={() => setDialog('import')}>
          Import…
        </Button>
      </div>
      {(dialog === 'sample' || dialog === 'mine') && (
        <TrialDialog
          kind={dialog}
          workflow={workflow}
          found={findings === undefined || findings.dynamic.length > 0 ? undefined : needs}
          onDismiss={close}
          onStart={(request) => {
            close();
            trial.start(request);
          }}
        />
      )}
      {dialog === 'import' && local.value !== undefined && (
        <ImportDialog received={received} from={from} matches={local.value} onDismiss={close} onImported={leaveReceived} />
      )}
      {trial.asked !== undefined && <ChangesDialog {...trial.asked} />}
    </ContentLayout>
  );
}
