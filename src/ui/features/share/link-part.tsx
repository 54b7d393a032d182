import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState, type ReactNode } from 'react';
import type { MadeLink } from '../../../core/ports/sharing.ts';
import type { CapabilityId } from '../../../core/share/shared-workflow.ts';
import { useAppServices } from '../../app-services.ts';
import { errorMessage } from '../../components/error-message.ts';
import { countOf } from '../../components/format-count.ts';
import { appAddress, completed, type ShareDraft } from './draft-of.ts';
import type { SendOptions } from './use-send-options.ts';
import { useFileSaving, useWorkflowFile } from './use-workflow-file.ts';

/** What is sent as it stands; `blocked` by secrets in it, `waiting` for what is being read of it. */
export type Sent = { draft: ShareDraft; capabilities: readonly CapabilityId[]; blocked: boolean; waiting: boolean };

export type SendProps = { workflowId: string; sent: Sent; options: SendOptions };

/** Why nothing can be made yet. */
export function missing({ blocked, waiting }: Sent, { failed, problem }: SendOptions): string | undefined {
  if (failed !== undefined) return failed;
  if (blocked) return 'First replace what must not be sent.';
  return waiting ? 'The code is being read.' : problem;
}

/** Makes the link, tells its length, and lets it be copied. A change of anything above drops it. */
export function LinkPart(props: SendProps) {
  const { workflowId, sent, options } = props;
  const { sharing } = useAppServices();
  const [made, setMade] = useState<{ of: string; link?: MadeLink; problem?: string }>();
  const [busy, setBusy] = useState(false);
  const file = useWorkflowFile(props);
  const { save, problem } = useFileSaving();
  const asFile = <Button onClick={() => void save(file)}>Save as a file instead</Button>;
  const key = JSON.stringify([sent.draft, sent.capabilities, options.key]);
  const reason = missing(sent, options);
  const current = made?.of === key ? made : undefined;
  const make = async () => {
    setBusy(true);
    try {
      const service = await sharing();
      const chosen = await options.ready();
      const workflow = completed(sent.draft, await service.originOf(workflowId), sent.capabilities);
      setMade({ of: key, link: await service.makeLink(workflow, appAddress(), chosen) });
    } catch (error) {
      setMade({ of: key, problem: errorMessage(error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <Button
              variant="primary"
              loading={busy}
              disabled={reason !== undefined}
              {...(reason === undefined ? {} : { disabledReason: reason })}
              onClick={() => void make()}
            >
              Make link
            </Button>
          }
        >
          Link
        </Header>
      }
    >
      {problem !== undefined && (
        <Alert type="error" header="The file could not be made">
          {problem}
        </Alert>
      )}
      {current?.problem !== undefined && (
        <Alert type="error" header="The link could not be made" action={asFile}>
          {current.problem}
        </Alert>
      )}
      {current?.link !== undefined && <LinkView link={current.link} locked={options.locked} asFile={asFile} />}
      {current === undefined && (
        <Box color="text-body-secondary">
          {reason ??
            (made === undefined
              ? 'Making a link sends nothing: it is sent where you pass it on.'
              : 'Something has changed since: make it anew.')}
        </Box>
      )}
    </Container>
  );
}

type LinkViewProps = { link: MadeLink; locked: boolean; asFile: ReactNode };

function LinkView({ link: { url, too_long }, locked, asFile }: LinkViewProps) {
  return (
    <SpaceBetween size="s">
      {too_long !== undefined && (
        <Alert type="warning" header="This link is long" action={asFile}>
          {too_long}
        </Alert>
      )}
      <FormField
        stretch
        label="The link"
        constraintText={
          <span role="status">
            {countOf(url.length, 'character')}.{locked && ' Send the passphrase by another way.'}
          </span>
        }
      >
        <Textarea value={url} readOnly rows={3} spellcheck={false} ariaLabel="The link" />
      </FormField>
      <CopyToClipboard
        variant="button"
        textToCopy={url}
        copyButtonText="Copy link"
        copySuccessText="Copied"
        copyErrorText="The browser did not let it be copied: select the link and copy it"
      />
    </SpaceBetween>
  );
}
