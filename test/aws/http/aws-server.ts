import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { invoke } from '../services/lambda.ts';
import { answerS3, bucketCors, s3CallOf, s3Preflight } from '../services/s3.ts';
import { checkSignature } from '../signing/check-signature.ts';
import { readSignature } from '../signing/signature.ts';
import { issuers, SignInPages } from '../sign-in/sign-in-pages.ts';
import { REGIONS } from '../../../src/adapters/duckdb/sample/catalog.ts';
import { REGION } from '../world/account.ts';
import { faultOf } from '../world/call-faults.ts';
import type { LoggedCall } from '../world/call-log.ts';
import type { CallFault } from '../world/control.ts';
import type { Call, World } from '../world/world.ts';
import { AwsFault } from './aws-fault.ts';
import { type AwsRequest, readRequest } from './aws-request.ts';
import { answerControl } from './control-pages.ts';
import { corsHeaders, isPreflight, preflight } from './cors.ts';
import { rendered, renderedFault } from './render.ts';
import { json, type Reply } from './reply.ts';
import { type ServiceCall, serviceCallOf } from './service-call.ts';

const HOST = '127.0.0.1';

/** Where the double listens. */
export type AwsServer = { url: string; pages: SignInPages[]; close(): Promise<void> };

/** Puts a world on a port of this machine; 0 is a free one. */
export async function serveAws(world: World, port: number): Promise<AwsServer> {
  const pages: SignInPages[] = [];
  const server = createServer((message, response) => {
    void answer(message, response, world, pages).catch((error: unknown) => {
      console.error(error);
      response.destroy();
    });
  });
  await listening(server, port);
  const url = `http://${HOST}:${(server.address() as AddressInfo).port}`;
  pages.push(...issuers(url).map((issuer) => new SignInPages(issuer, world)));
  return {
    url,
    pages,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => resolve());
  });
}

async function answer(message: IncomingMessage, response: ServerResponse, world: World, pages: SignInPages[]): Promise<void> {
  const request = await readRequest(message);
  response.setHeader('date', world.clock.now().toUTCString());
  if (request.path.startsWith('/__')) {
    const reply = isPreflight(request) ? preflight : answerControl(request, world, pages);
    return send(response, { ...reply, headers: { ...reply.headers, ...corsHeaders } });
  }
  if (request.path === '/favicon.ico') return send(response, { status: 404, headers: {}, body: '' });
  if (isPreflight(request)) return send(response, preflightOf(request, world));
  for (const page of pages) {
    if (await answerPage(request, response, world, page)) return;
  }
  await answerService(request, response, world);
}

/** What a browser asks before a call; a bucket's own rules hold where the path names one. */
function preflightOf(request: AwsRequest, { buckets }: World): Reply {
  const isShared = request.path === '/' || /^\/(?:2015-03-31|oauth2|oidc)\//u.test(request.path);
  return isShared ? preflight : s3Preflight(request, buckets.find(s3CallOf(request).bucket));
}

async function answerPage(request: AwsRequest, response: ServerResponse, world: World, page: SignInPages): Promise<boolean> {
  const answered = page.answer(request);
  if (answered === undefined) return false;
  const { operation } = answered;
  const faults = world.rules.forCall('sign-in', operation);
  await slowed(faults);
  const fault = faults.find(({ kind }) => kind === 'error' || kind === 'throttle' || kind === 'deny');
  const reply =
    fault === undefined
      ? answered.reply
      : fault.kind === 'error'
        ? json({ error: fault.code, error_description: fault.message }, fault.status)
        : json({ error: fault.kind === 'deny' ? 'unauthorized_client' : 'too_many_requests' }, fault.kind === 'deny' ? 400 : 429);
  const form = request.method === 'POST' ? new URLSearchParams(request.body.toString()) : request.query;
  world.log.add({
    ...logged(request, world),
    service: 'sign-in',
    operation,
    input: Object.fromEntries(form),
    status: reply.status,
  });
  send(response, { ...reply, headers: { ...reply.headers, ...corsOf(faults, corsHeaders) } }, faults);
  return true;
}

async function answerService(request: AwsRequest, response: ServerResponse, world: World): Promise<void> {
  const called = serviceCallOf(request);
  if (called === undefined) {
    world.log.add({
      ...logged(request, world),
      service: 'unknown',
      operation: `${request.method} ${request.path}`,
      input: null,
      status: 404,
    });
    return send(response, { status: 404, headers: { ...corsHeaders }, body: '' });
  }
  const { service, operation, input } = called;
  const entry: LoggedCall = { ...logged(request, world), service: service.name, operation, input, status: 200 };
  world.log.add(entry);
  const faults = world.rules.forCall(service.name, operation);
  await slowed(faults);
  const reply = await replyOf(request, called, world, faults, entry);
  entry.status = reply.status;
  const cors = service.name === 's3' ? bucketCors(world.buckets.find(s3CallOf(request).bucket)) : corsHeaders;
  send(response, { ...reply, headers: { ...reply.headers, ...corsOf(faults, cors) } }, faults, request.method === 'HEAD');
}

async function replyOf(
  request: AwsRequest,
  { service, operation, input }: ServiceCall,
  world: World,
  faults: CallFault[],
  entry: LoggedCall,
): Promise<Reply> {
  try {
    const region = readSignature(request.headers['authorization'] ?? '')?.region ?? REGION;
    const scope = { service: service.scope, region: regionOf(service.everywhere, region), wording: service.wording };
    const caller = service.open ? undefined : checkSignature(request, scope, world);
    if (caller !== undefined) Object.assign(entry, { signed: true });
    for (const fault of faults) {
      const refusal = faultOf(fault, service, operation, request);
      if (refusal !== undefined) throw refusal;
    }
    if (service.name === 's3') return answerS3(request, s3CallOf(request), world);
    if (service.name === 'lambda') return invoke(request);
    return rendered(service, operation, await answered({ service, operation, input }, { world, caller, region }));
  } catch (error) {
    if (!(error instanceof AwsFault)) console.error(error);
    const fault = error instanceof AwsFault ? error : new AwsFault('InternalServerException', String(error), 500);
    entry.error = fault.code;
    return renderedFault(service, fault);
  }
}

function answered({ service, operation, input }: ServiceCall, call: Call): unknown {
  const perform = service.operations[operation] as ((input: unknown, call: Call) => unknown) | undefined;
  if (perform === undefined)
    throw new AwsFault(
      service.wording === 'json' ? 'UnknownOperationException' : 'InvalidAction',
      `The action ${operation} is not valid`,
    );
  if (typeof input !== 'object' || input === null) throw new AwsFault('SerializationException', 'The body is no JSON object');
  return perform(input, call);
}

/** The region that a signature must be for: any that there is, where the service is in all of them. */
function regionOf(everywhere: true | undefined, asked: string): string {
  return everywhere && REGIONS.some(({ code }) => code === asked) ? asked : REGION;
}

function logged({ headers }: AwsRequest, { clock }: World): Pick<LoggedCall, 'at' | 'signed'> {
  const signature = readSignature(headers['authorization'] ?? '');
  return {
    at: clock.now().toISOString(),
    signed: false,
    ...(signature === undefined ? {} : { access_key_id: signature.access_key_id, region: signature.region }),
    ...(headers['origin'] === undefined ? {} : { origin: headers['origin'] }),
  };
}

async function slowed(faults: readonly CallFault[]): Promise<void> {
  const ms = Math.max(0, ...faults.map((fault) => (fault.kind === 'slow' ? fault.ms : 0)));
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}

function corsOf(faults: readonly CallFault[], usual: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return faults.some(({ kind }) => kind === 'no_cors') ? {} : usual;
}

function send(
  response: ServerResponse,
  { status, headers, body }: Reply,
  faults: readonly CallFault[] = [],
  isHead = false,
): void {
  const bytes = Buffer.from(body);
  const length = headers['content-length'] ?? String(bytes.length);
  response.writeHead(status, { ...headers, ...(status === 204 || status === 304 ? {} : { 'content-length': length }) });
  const cut = faults.find((fault) => fault.kind === 'cut');
  if (cut === undefined) response.end(isHead ? undefined : bytes);
  else response.write(bytes.subarray(0, Math.floor(bytes.length * cut.share)), () => response.destroy());
}
