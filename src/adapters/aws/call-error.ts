import { AwsError } from '../../core/app-error.ts';
import { bucketAddress, serviceOrigin } from '../../core/aws/aws-address.ts';
import type { AwsConfig } from '../../core/aws/aws-config.ts';
import type { AwsCall } from '../../core/ports/aws.ts';
import type { JsonObject } from '../../core/json.ts';
import { bucketCors } from './bucket-cors.ts';
import { clockProblem } from './clock-problem.ts';
import { iamRefusal } from './iam-refusal.ts';
import { isBlockedByPolicy } from './page-policy.ts';
import { plainValue } from './plain-output.ts';
import { isEcho, withoutEcho } from './without-secrets.ts';

const EXPIRED = new Set(['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired', 'RequestExpired']);
const UNKNOWN = new Set(['UnrecognizedClientException', 'InvalidClientTokenId', 'InvalidAccessKeyId', 'AuthFailure']);
const CLOCK = new Set([
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'RequestInTheFuture',
  'RequestExpired',
]);
const THROTTLED = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|LimitExceededException|BandwidthLimitExceeded/u;

/** What a client's errors are made of, as far as it is used here. */
type Failure = {
  name: string;
  message: string;
  $metadata?: { httpStatusCode?: number; requestId?: string };
  $response?: { headers?: Record<string, string> };
};

/** Members of a client's error that are not the service's own. */
const OWN = new Set(['name', 'message', 'stack', 'cause', 'Message', 'Code', 'Error']);

export function isExpired(error: unknown): boolean {
  return error instanceof Error && EXPIRED.has(error.name);
}

/** The words of browsers for no answer, and for one that broke off. */
const LOST = /failed to fetch|network|load failed|connection|input stream/iu;

/** Whether an answer had begun to come and did not end: the client tries that no more, though the call may have been done. */
export function isCutOff(error: unknown): boolean {
  if (!(error instanceof TypeError) || !LOST.test(error.message)) return false;
  return (error as unknown as Failure).$metadata?.httpStatusCode !== undefined;
}

/** What a client's call has thrown, as an error that names the cause and the fix. */
export async function callError(thrown: unknown, call: AwsCall, config: AwsConfig): Promise<Error> {
  if (thrown instanceof AwsError) return thrown;
  if (!(thrown instanceof Error)) return new AwsError('UnknownError', String(thrown));
  const failure = thrown as Failure;
  const status = failure.$metadata?.httpStatusCode;
  const [message = ''] = thrown.message.split('\n');
  if (isCutOff(thrown))
    return new AwsError(
      'NetworkError',
      `The answer to ${call.service}:${call.operation} broke off on the way (${message}). Try again.`,
    );
  if (thrown.name === 'TimeoutError' || (thrown instanceof TypeError && LOST.test(message)))
    return await networkError(thrown, call, config);
  if (thrown instanceof TypeError)
    return new AwsError(
      'InvalidInput',
      `The input of ${call.service}:${call.operation} is not as AWS's API has it (${message}).`,
    );
  const more = {
    ...(status === undefined ? {} : { status }),
    ...(failure.$metadata?.requestId === undefined ? {} : { request_id: failure.$metadata.requestId }),
    ...detailsOf(failure),
  };
  const code = CLOCK.has(failure.name) && clockText(failure) !== undefined ? 'ClockSkew' : failure.name;
  return new AwsError(code, messageOf(failure, call, config), more);
}

function messageOf(failure: Failure, call: AwsCall, config: AwsConfig): string {
  const { name: code } = failure;
  const message = withoutEcho(failure.message);
  const asked = `${call.service}:${call.operation}`;
  const text = message === '' || message === 'UnknownError' ? code : message;
  const clock = CLOCK.has(code) ? clockText(failure) : undefined;
  if (clock !== undefined) return clock;
  if (EXPIRED.has(code)) return `The credentials had expired when AWS read the call ${asked} (${text}). Sign in again.`;
  if (UNKNOWN.has(code))
    return `AWS does not know the credentials that ${asked} was signed with (${text}). Sign out and in again; where it stays so, the region ${config.region} may not be enabled for the account.`;
  if (THROTTLED.test(code) || failure.$metadata?.httpStatusCode === 429)
    return `AWS throttled ${asked} (${text}), also when it was tried again. Wait a little, then ask for less at a time.`;
  const refusal = iamRefusal(call, { code, status: failure.$metadata?.httpStatusCode, text: message });
  if (refusal !== undefined) {
    const on = refusal.resource ?? resourceOf(call);
    const wanted = `"${refusal.action}"${on === undefined ? '' : ` on ${on}`}`;
    return refusal.explicit
      ? `A policy of AWS denies ${wanted} to the role that you are signed in with (${text}). Whoever manages AWS can take it out of that policy.`
      : `The role that you are signed in with may not do this: it lacks ${wanted}. Ask whoever manages AWS to allow it. AWS says: ${sentence(text)}`;
  }
  if (/credential should be scoped to a valid region/iu.test(message))
    return `What answers ${asked} is of another region than ${config.region}, the one of the configuration (${text}). Set aws.region in it to the region of the workgroup and the data.`;
  if (code === 'PermanentRedirect' || code === 'AuthorizationHeaderMalformed' || failure.$metadata?.httpStatusCode === 301)
    return `The bucket ${JSON.stringify(call.input['Bucket'] ?? '')} is in another region than ${config.region}, the one of the configuration (${text}). Only buckets of that region can be read.`;
  return text;
}

/** By the time that the answer was given, in its text or its headers. */
function clockText({ message, $response, ...more }: Failure & { ServerTime?: unknown }): string | undefined {
  const now = Date.now();
  const told = [
    more.ServerTime instanceof Date ? more.ServerTime.getTime() : Date.parse(String(more.ServerTime)),
    Date.parse($response?.headers?.['date'] ?? ''),
    // "Signature expired: 20261130T101500Z is now earlier than 20261130T102000Z (20261130T102500Z - 5 min.)"
    basicTime(/\((\d{8}T\d{6}Z) [-+] 5 min/u.exec(message)?.[1]),
  ].find((ms) => !Number.isNaN(ms));
  return told === undefined ? undefined : clockProblem(told, now);
}

function basicTime(text: string | undefined): number {
  return Date.parse((text ?? '').replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)/u, '$1-$2-$3:$4:'));
}

function resourceOf({ service, input }: AwsCall): string | undefined {
  if (service === 's3' && typeof input['Bucket'] === 'string') {
    const key = input['Key'];
    return `arn:aws:s3:::${input['Bucket']}${typeof key === 'string' ? `/${key}` : ''}`;
  }
  const named = input['FunctionName'] ?? input['TopicArn'];
  return typeof named === 'string' ? named : undefined;
}

function detailsOf(failure: Failure): { details?: JsonObject } {
  const details: JsonObject = {};
  for (const [name, value] of Object.entries(failure)) {
    if (name.startsWith('$') || OWN.has(name) || isEcho(name)) continue;
    const plain = plainValue(value);
    if (plain !== undefined && !(plain instanceof Uint8Array)) details[name] = JSON.parse(JSON.stringify(plain));
  }
  return Object.keys(details).length === 0 ? {} : { details };
}

/** A browser does not say why it got no answer; what can be told apart is told. */
async function networkError(thrown: Error, call: AwsCall, config: AwsConfig): Promise<AwsError> {
  const { service, operation, input } = call;
  const bucket = service === 's3' && typeof input['Bucket'] === 'string' ? input['Bucket'] : undefined;
  const address =
    bucket === undefined ? (config.endpoints[service] ?? serviceOrigin(service, config.region)) : bucketAddress(bucket, config);
  const asked = `${service}:${operation} got no answer from ${address}`;
  if (thrown.name === 'TimeoutError') return new AwsError('NetworkError', `${asked} in time (${thrown.message}). Try again.`);
  if (!navigator.onLine) return new AwsError('NetworkError', `${asked}: this computer is offline. Connect, then try again.`);
  if (await isBlockedByPolicy(address))
    return new AwsError(
      'NetworkError',
      `${asked}: the page's own policy does not admit that host. Whoever hosts the page names it in sandbank.config.json and runs "npm run configure"; what is set by hand in the settings cannot change the policy.`,
    );
  if (bucket === undefined)
    return new AwsError(
      'NetworkError',
      `${asked} (${thrown.message}). The network failed, or what answers there does not let this page read it (CORS). Check the connection, a proxy or a blocker of this browser, and the configured endpoint.`,
    );
  const cors = bucketCors(location.origin);
  return new AwsError(
    'NetworkError',
    `${asked} (${thrown.message}). Most often the bucket ${bucket} lets no page read it: in S3, at the bucket, Permissions, Cross-origin resource sharing (CORS), paste ${JSON.stringify(cors)}. Otherwise the network failed.`,
    { details: { cors } },
  );
}

function sentence(text: string): string {
  return /[.!?]$/u.test(text) ? text : `${text}.`;
}
