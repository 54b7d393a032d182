import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import type { AwsConfig } from '../../../core/aws/aws-config.ts';
import type { AwsSessionState } from '../../../core/ports/aws.ts';
import { useAppServices } from '../../app-services.ts';
import { useAwsSession } from '../../components/aws/use-aws-session.ts';
import { useSignIn } from '../../components/aws/use-sign-in.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { errorMessage } from '../../components/error-message.ts';
import { formatBytes } from '../../components/format-bytes.ts';
import { formatUtc } from '../../components/format-time.ts';
import { notices } from '../../components/notices/notice-store.ts';
import { visibleText } from '../../components/visible-text.ts';
import { AwsDialog } from './aws-dialog.tsx';
import { useAskedSection } from './use-asked-section.ts';

/** Signing in to AWS, what of it is configured and by whom, and what the policy lets code do. */
export function AwsSettings() {
  const { session } = useAppServices().aws;
  const state = useAwsSession();
  const { signIn, signOut } = useSignIn();
  const [editing, setEditing] = useState(false);
  const [removing, setRemoving] = useState(false);
  const box = useAskedSection('aws');
  const config = session.config();
  const own = session.source !== 'site';
  const remove = async () => {
    setRemoving(false);
    try {
      await session.configure(undefined);
      notices.put({ id: 'aws-config', type: 'success', header: 'The AWS configuration is removed' });
    } catch (error) {
      notices.put({
        id: 'aws-config',
        type: 'error',
        header: 'The AWS configuration was not removed',
        text: errorMessage(error),
      });
    }
  };
  return (
    <div ref={box} id="aws" tabIndex={-1} style={{ outline: 'none', scrollMarginBlockStart: 60 }}>
      <Container
        header={
          <Header
            variant="h2"
            description="Queries on Athena and calls of scripts, in your name. Tokens and credentials stay in this page’s memory: a reload forgets them."
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                {own && (
                  <Button onClick={() => setEditing(true)}>
                    {config === undefined ? 'Set up AWS' : 'Edit AWS configuration'}
                  </Button>
                )}
                {own && config !== undefined && <Button onClick={() => setRemoving(true)}>Remove</Button>}
                {state.status === 'signed in' && <Button onClick={signOut}>Sign out</Button>}
                {(state.status === 'signed out' || state.status === 'signing in') && (
                  <Button variant="primary" loading={state.status === 'signing in'} onClick={signIn}>
                    Sign in
                  </Button>
                )}
              </SpaceBetween>
            }
          >
            AWS
          </Header>
        }
      >
        <SpaceBetween size="m">
          <SessionStatus state={state} />
          {config !== undefined && <ConfigFacts config={config} own={own} />}
        </SpaceBetween>
      </Container>
      {editing && <AwsDialog config={config} onClose={() => setEditing(false)} />}
      {removing && (
        <ConfirmDialog
          header="Remove the AWS configuration?"
          confirm="Remove"
          dismiss="Keep it"
          onConfirm={() => void remove()}
          onDismiss={() => setRemoving(false)}
        >
          You are signed out, and the connection to Athena goes. Workflows, runs and files stay.
        </ConfirmDialog>
      )}
    </div>
  );
}

function SessionStatus({ state }: { state: AwsSessionState }) {
  switch (state.status) {
    case 'not configured':
      return (
        <Box color="text-body-secondary">
          Not set up. Whoever hosts this page does it for all in <code>sandbank.config.json</code>; you can do it for yourself
          with the ids of an identity pool and a user pool. The sample data and your files need none of it.
        </Box>
      );
    case 'signing in':
      return <StatusIndicator type="in-progress">Signing in, in the other window</StatusIndicator>;
    case 'signed out':
      return state.problem === undefined ? (
        <StatusIndicator type="stopped">Signed out</StatusIndicator>
      ) : (
        <StatusIndicator type="warning">{visibleText(state.problem)}</StatusIndicator>
      );
    case 'signed in': {
      const { user, account_id, role_name, arn, expires_at } = state.identity;
      return (
        <KeyValuePairs
          columns={4}
          minColumnWidth={190}
          items={[
            { label: 'Signed in as', value: visibleText(user) },
            { label: 'Account', value: account_id },
            { label: 'Role', value: <span title={visibleText(arn)}>{visibleText(role_name)}</span> },
            { label: 'Credentials good until', value: `${formatUtc(expires_at)}, then renewed` },
          ]}
        />
      );
    }
  }
}

function ConfigFacts({ config, own }: { config: AwsConfig; own: boolean }) {
  const policy = useAppServices().aws.policy();
  const { sign_in, athena, buckets } = config;
  return (
    <KeyValuePairs
      columns={4}
      minColumnWidth={190}
      items={[
        { label: 'Set up by', value: own ? 'you, on this device' : 'this site' },
        { label: 'Region', value: config.region },
        {
          label: 'Signs in with',
          value: visibleText(sign_in.kind === 'cognito' ? `Cognito, ${sign_in.user_pool_id}` : sign_in.issuer),
        },
        { label: 'Athena workgroups', value: visibleText(athena?.workgroups.join(', ') ?? 'none') },
        {
          label: 'Buckets that code may read',
          value:
            buckets.length === 0
              ? 'none'
              : buckets
                  .map(({ name, prefixes }) => visibleText(`${name}${prefixes === undefined ? '' : ` (${prefixes.join(', ')})`}`))
                  .join(', '),
        },
        {
          label: 'Statements that write',
          value: policy.athena_writes === 'ask' ? 'you are asked' : 'refused',
        },
        { label: 'A run may scan', value: formatBytes(policy.bytes_per_run) },
        { label: 'A day may scan (UTC)', value: formatBytes(policy.bytes_per_day) },
      ]}
    />
  );
}
