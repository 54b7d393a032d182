import { AwsError } from '../../core/app-error.ts';
import type { JsonObject } from '../../core/json.ts';
import type { AwsCredentials } from './client-settings.ts';

/** Members by which AWS tells what it has read of a request that it does not believe, the token of the session among it. */
const ECHOES =
  /^(?:AWSAccessKeyId|AccessKeyId|Token-?\d*|SignatureProvided|StringToSign(?:Bytes)?|CanonicalRequest(?:Bytes)?|QueryParameter\w*)$/iu;

export function isEcho(member: string): boolean {
  return ECHOES.test(member);
}

/** Without the request that AWS has read, which stands behind what is wrong with it. */
export function withoutEcho(message: string): string {
  return message.replace(/\s*The Canonical String for this request should have been[\s\S]*$/u, '');
}

/** The error without the credentials that the call was signed with: AWS may say them again, and an error goes to whoever called. */
export function withoutSecrets(error: AwsError, used: readonly AwsCredentials[]): AwsError {
  const secrets = used.flatMap(({ accessKeyId, secretAccessKey, sessionToken }) => [accessKeyId, secretAccessKey, sessionToken]);
  const forms = secrets.filter((secret) => secret !== '').flatMap((secret) => [secret, encodeURIComponent(secret)]);
  const clean = (text: string): string => forms.reduce((left, secret) => left.replaceAll(secret, '(a credential)'), text);
  const { code, message, status, request_id, details, cause } = error;
  return new AwsError(clean(code), clean(message), {
    ...(status === undefined ? {} : { status }),
    ...(request_id === undefined ? {} : { request_id: clean(request_id) }),
    ...(details === undefined ? {} : { details: JSON.parse(clean(JSON.stringify(details))) as JsonObject }),
    ...(cause === undefined ? {} : { cause }),
  });
}
