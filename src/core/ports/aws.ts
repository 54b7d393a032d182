import type { AwsConfig } from '../aws/aws-config.ts';
import type { AwsService } from '../aws/aws-service.ts';
import type { AwsObject } from '../aws/aws-value.ts';
import type { Abort } from './abort.ts';

export type AwsCall = { service: AwsService; operation: string; input: AwsObject };

/** Calls AWS as the person who is signed in. */
export interface AwsCaller {
  /** AWS's id of the request is `$metadata.requestId` of the answer, where AWS says it. Rejects with `AwsError`, or an `AbortError` when `signal` fired. */
  call(call: AwsCall, options?: { signal?: Abort }): Promise<AwsObject>;
}

export type AwsIdentity = {
  account_id: string;
  /** Of the session of the role: "arn:aws:sts::…:assumed-role/role/session". */
  arn: string;
  role_name: string;
  /** The person: an e-mail address, else a user name, else the id that the issuer gives. */
  user: string;
  /** ISO 8601 in UTC: until when the credentials are good. They are renewed before, for as long as the sign-in lasts. */
  expires_at: string;
};

/** `problem`: why nobody is signed in any more, or why signing in failed, and the fix. */
export type AwsSessionState =
  | { status: 'not configured' }
  | { status: 'signed out'; problem?: string }
  | { status: 'signing in' }
  | { status: 'signed in'; identity: AwsIdentity };

/** Who is signed in to AWS. Tokens and credentials never leave it but to sign requests; a reload forgets them. */
export interface AwsSession {
  readonly state: AwsSessionState;
  subscribe(listener: () => void): () => void;
  /** "site": the site's configuration decides, and `configure` is refused. */
  readonly source: 'site' | 'settings' | 'none';
  config(): AwsConfig | undefined;
  /** Takes a configuration that the person gives, where the site has none; undefined takes it away. Throws `ToolInputError`. */
  configure(config: unknown): Promise<void>;
  /**
   * Must be called from a click. "popup" opens a window; where the browser blocks it, it rejects with `AwsError` of code "PopupBlocked".
   * "redirect" leaves the page and comes back. Rejects with `AwsError` naming what went wrong and the fix.
   */
  signIn(how: 'popup' | 'redirect'): Promise<void>;
  signOut(): Promise<void>;
}
