import { ToolInputError } from '../../../core/app-error.ts';
import type { AwsConfig } from '../../../core/aws/aws-config.ts';

/** What a person writes of the AWS side; the rest of a configuration comes by its JSON. */
export type AwsFields = {
  region: string;
  identity_pool_id: string;
  kind: 'cognito' | 'oidc';
  user_pool_id: string;
  domain: string;
  issuer: string;
  client_id: string;
  workgroups: string;
  database: string;
};

export function awsFieldsOf(config: AwsConfig | undefined): AwsFields {
  const signIn = config?.sign_in;
  return {
    region: config?.region ?? '',
    identity_pool_id: config?.identity_pool_id ?? '',
    kind: signIn?.kind ?? 'cognito',
    user_pool_id: signIn?.kind === 'cognito' ? signIn.user_pool_id : '',
    domain: signIn?.kind === 'cognito' ? signIn.domain : '',
    issuer: signIn?.kind === 'oidc' ? signIn.issuer : '',
    client_id: signIn?.client_id ?? '',
    workgroups: config?.athena?.workgroups.join(', ') ?? '',
    database: config?.athena?.database ?? '',
  };
}

/** The configuration that the fields make of `before`, whose other keys stay. Whether it is right is for the session to say. */
export function awsConfigFrom(fields: AwsFields, before: AwsConfig | undefined): unknown {
  const text = (key: keyof AwsFields) => fields[key].trim();
  const workgroups = text('workgroups')
    .split(/[,\s]+/u)
    .filter((name) => name !== '');
  const { database: _, ...athena } = before?.athena ?? { workgroups: [] };
  const sameIssuer = before?.sign_in.kind === 'oidc' && before.sign_in.issuer === text('issuer') ? before.sign_in : {};
  return {
    ...before,
    region: text('region'),
    identity_pool_id: text('identity_pool_id'),
    sign_in:
      fields.kind === 'cognito'
        ? { kind: 'cognito', user_pool_id: text('user_pool_id'), client_id: text('client_id'), domain: text('domain') }
        : { ...sameIssuer, kind: 'oidc', issuer: text('issuer'), client_id: text('client_id') },
    ...(workgroups.length === 0
      ? {}
      : { athena: { ...athena, workgroups, ...(text('database') === '' ? {} : { database: text('database') }) } }),
  };
}

/** Of a pasted configuration, its key `aws`; or what was pasted, where it is that. Throws `ToolInputError`. */
export function awsOfPasted(json: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ToolInputError(`It is no JSON (${reason}). Paste the whole of the stack's output SandbankConfig, from { to }.`, {
      cause,
    });
  }
  return typeof value === 'object' && value !== null && 'aws' in value ? value.aws : value;
}
