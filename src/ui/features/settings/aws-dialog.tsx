import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import Textarea from '@cloudscape-design/components/textarea';
import { useState, type FormEvent } from 'react';
import type { AwsConfig } from '../../../core/aws/aws-config.ts';
import { useAppServices } from '../../app-services.ts';
import { errorMessage } from '../../components/error-message.ts';
import { NativeSelect } from '../../components/native-select.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { awsConfigFrom, awsFieldsOf, awsOfPasted, type AwsFields } from './aws-fields.ts';

type FieldProps = { name: keyof AwsFields; label: string; description: string; placeholder: string };

const common: FieldProps[] = [
  { name: 'region', label: 'Region', description: 'Where Athena and the identity pool are.', placeholder: 'us-east-1' },
  {
    name: 'identity_pool_id',
    label: 'Identity pool',
    description: 'Gives the credentials of a role to who has signed in.',
    placeholder: 'us-east-1:00000000-0000-0000-0000-000000000000',
  },
];

const byKind: Record<AwsFields['kind'], FieldProps[]> = {
  cognito: [
    { name: 'user_pool_id', label: 'User pool', description: 'Who may sign in.', placeholder: 'us-east-1_AbCdEfGhI' },
    {
      name: 'domain',
      label: 'Domain',
      description: 'Of its managed login.',
      placeholder: 'https://company.auth.us-east-1.amazoncognito.com',
    },
    {
      name: 'client_id',
      label: 'App client',
      description: 'A public one, without a secret.',
      placeholder: '1h57kf5cpq17m0eml12EXAMPLE',
    },
  ],
  oidc: [
    {
      name: 'issuer',
      label: 'Issuer',
      description: 'As its discovery document names it.',
      placeholder: 'https://company.okta.com',
    },
    { name: 'client_id', label: 'Client id', description: 'Of a public client with code and PKCE.', placeholder: '0oa1b2c3d4' },
  ],
};

const athena: FieldProps[] = [
  {
    name: 'workgroups',
    label: 'Athena workgroups',
    description: 'Names, with commas between them. The first is used at first.',
    placeholder: 'finops',
  },
  {
    name: 'database',
    label: 'Database',
    description: 'Where its tables are, if it is always the same one.',
    placeholder: 'billing',
  },
];

/** Sets up AWS by hand: field by field, or by the JSON that the stack gives. */
export function AwsDialog({ config, onClose }: { config: AwsConfig | undefined; onClose: () => void }) {
  const { session } = useAppServices().aws;
  const [tab, setTab] = useState('fields');
  const [fields, setFields] = useState(() => awsFieldsOf(config));
  const [json, setJson] = useState(() => (config === undefined ? '' : JSON.stringify({ aws: config }, null, 2)));
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await session.configure(tab === 'fields' ? awsConfigFrom(fields, config) : awsOfPasted(json));
      onClose();
    } catch (error) {
      setProblem(errorMessage(error));
    } finally {
      setBusy(false);
    }
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) void save();
  };
  const field = ({ name, label, description, placeholder }: FieldProps) => (
    <FormField key={name} label={label} description={description}>
      <Input
        value={fields[name]}
        placeholder={placeholder}
        spellcheck={false}
        autoComplete={false}
        onChange={({ detail }) => setFields((before) => ({ ...before, [name]: detail.value }))}
      />
    </FormField>
  );
  return (
    <Modal
      visible
      size="medium"
      header="Set up AWS"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" loading={busy} onClick={() => void save()}>
              Save
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form onSubmit={onSubmit}>
        <SpaceBetween size="m">
          <Box color="text-body-secondary">
            Ids and addresses, never a key. They are kept on this device. Hosts beyond AWS’s own (a company’s domain, an issuer,
            buckets to read) must be admitted by whoever hosts the page, with <code>npm run configure</code>.
          </Box>
          <button type="submit" hidden>
            Save
          </button>
          <Tabs
            activeTabId={tab}
            ariaLabel="How to set up AWS"
            onChange={({ detail }) => setTab(detail.activeTabId)}
            tabs={[
              {
                id: 'fields',
                label: 'Fields',
                content: (
                  <SpaceBetween size="m">
                    {common.map(field)}
                    <NativeSelect
                      label="People sign in with"
                      value={fields.kind}
                      options={[
                        { value: 'cognito', label: 'A Cognito user pool' },
                        { value: 'oidc', label: 'Another OpenID Connect issuer' },
                      ]}
                      onChange={(kind) => setFields((before) => ({ ...before, kind: kind === 'oidc' ? 'oidc' : 'cognito' }))}
                    />
                    {byKind[fields.kind].map(field)}
                    {athena.map(field)}
                  </SpaceBetween>
                ),
              },
              {
                id: 'json',
                label: 'JSON',
                content: (
                  <FormField
                    label="Configuration"
                    description="The stack’s output SandbankConfig, or a sandbank.config.json."
                    stretch
                  >
                    <Textarea value={json} rows={16} spellcheck={false} onChange={({ detail }) => setJson(detail.value)} />
                  </FormField>
                ),
              },
            ]}
          />
          {problem !== undefined && (
            <div ref={showWhole}>
              <Alert type="error" header="It was not kept">
                {visibleText(problem)}
              </Alert>
            </div>
          )}
        </SpaceBetween>
      </form>
    </Modal>
  );
}

/** The dialog may be higher than the window, and the button that failed far from what is wrong. */
function showWhole(box: HTMLDivElement | null): void {
  box?.scrollIntoView({ block: 'nearest' });
}
