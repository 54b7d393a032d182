import { AwsError } from '../../core/app-error.ts';
import type { AwsConfig } from '../../core/aws/aws-config.ts';
import { isAwsOperation } from '../../core/aws/aws-operations.ts';
import type { AwsService } from '../../core/aws/aws-service.ts';
import type { AwsObject } from '../../core/aws/aws-value.ts';
import type { Abort } from '../../core/ports/abort.ts';
import type { AwsCall, AwsCaller } from '../../core/ports/aws.ts';
import { callError, isCutOff, isExpired } from './call-error.ts';
import { clientSettings, isDoneOnce, type AwsCredentials, type CredentialSource } from './client-settings.ts';
import { plainOutput } from './plain-output.ts';
import { loadService } from './services/load-service.ts';
import type { AwsClient } from './services/service-module.ts';
import { withoutSecrets } from './without-secrets.ts';

/** Who is signed in: what a call is signed with, and where it goes. */
export type Signer = { config(): AwsConfig | undefined; credentials: CredentialSource };

/** Calls AWS with the SDK's own clients, each loaded when it is first used. What is not in `awsOperations` cannot be called. */
export function createAwsCaller({ session }: { session: Signer }): AwsCaller {
  let made: { config: AwsConfig; clients: Map<AwsService, Promise<Client>> } | undefined;

  const clientOf = async (service: AwsService, config: AwsConfig): Promise<Client> => {
    if (made?.config !== config) made = { config, clients: new Map() };
    const { clients } = made;
    const client = clients.get(service) ?? newClient(service, config, session.credentials);
    clients.set(service, client);
    // Code that could not be loaded is tried again.
    client.catch(() => clients.delete(service));
    return await client;
  };

  return {
    async call(call, { signal } = {}) {
      const config = session.config();
      if (config === undefined)
        throw new AwsError('NotSignedIn', 'AWS is not configured here. Set it up in Settings, or in sandbank.config.json.');
      if (!isAwsOperation(call.service, call.operation))
        throw new AwsError('UnknownOperation', `${call.service}:${call.operation} is nothing that this page is able to call.`);
      const client = await clientOf(call.service, config);
      const { credentials, used } = noting(session.credentials);
      return await stoppable(signal, async (abortSignal) => {
        try {
          return await sendFresh(client, withToken(call), credentials, abortSignal);
        } catch (thrown) {
          if (abortSignal.aborted) throw thrown;
          const error = await callError(thrown, call, config);
          throw error instanceof AwsError && error !== thrown ? withoutSecrets(error, used) : error;
        }
      });
    },
  };
}

/** A source that keeps what it has given, for as long as one call lasts. */
function noting(source: CredentialSource): { credentials: CredentialSource; used: AwsCredentials[] } {
  const used: AwsCredentials[] = [];
  const credentials: CredentialSource = async (options) => {
    const taken = await source(options);
    used.push(taken);
    return taken;
  };
  return { credentials, used };
}

type Answered = { readonly [member: string]: unknown; readonly $metadata?: { requestId?: string } };
type Client = { client: AwsClient; commands: Record<string, new (input: never) => object> };

async function newClient(service: AwsService, config: AwsConfig, source: CredentialSource): Promise<Client> {
  const { Client, commands } = await loadService(service).catch((cause: unknown) => {
    throw new AwsError('NetworkError', `The code that calls ${service} could not be loaded (${String(cause)}). Try again.`);
  });
  return { client: new Client(clientSettings(service, config, source)), commands };
}

/** Where the credentials ran out on the way, the same call is made once more with new ones; where the answer broke off, as it is. */
async function sendFresh(
  client: Client,
  call: AwsCall,
  credentials: CredentialSource,
  abortSignal: AbortSignal,
): Promise<AwsObject> {
  const used = await credentials();
  try {
    return await send(client, call, abortSignal);
  } catch (error) {
    if (isCutOff(error) && !isDoneOnce(call.service)) return await send(client, call, abortSignal);
    if (!isExpired(error)) throw error;
    const isCurrent = (await credentials()).accessKeyId === used.accessKeyId;
    if (isCurrent) await credentials({ forceRefresh: true });
    return await send(client, call, abortSignal);
  }
}

async function send({ client, commands }: Client, call: AwsCall, abortSignal: AbortSignal): Promise<AwsObject> {
  const Command = commands[call.operation];
  if (Command === undefined) throw new Error(`${call.service}:${call.operation} has no command`);
  const answered: Answered = await client.send(new Command(call.input as never) as never, { abortSignal });
  const output = await plainOutput(answered);
  const requestId = answered.$metadata?.requestId;
  return requestId === undefined ? output : { ...output, $metadata: { requestId } };
}

/** By the token AWS knows a call that is made again from a second one: a query is not started twice. */
function withToken(call: AwsCall): AwsCall {
  if (call.operation !== 'StartQueryExecution' || call.input['ClientRequestToken'] !== undefined) return call;
  return { ...call, input: { ...call.input, ClientRequestToken: crypto.randomUUID() } };
}

/** Rejects with an `AbortError` at once when `signal` fires. */
async function stoppable<T>(signal: Abort | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = () => controller.abort(new DOMException('The call was stopped.', 'AbortError'));
  if (signal?.aborted === true) stop();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    controller.signal.throwIfAborted();
    return await work(controller.signal);
  } catch (error) {
    controller.signal.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
