import type { IncomingMessage } from 'node:http';

/** A request as it came. `path` and `search` are as they were sent (still encoded); names of `headers` are lower case. */
export type AwsRequest = {
  method: string;
  path: string;
  search: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
};

/** Reads a request whole. */
export async function readRequest(message: IncomingMessage): Promise<AwsRequest> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  const [path = '/', search = ''] = (message.url ?? '/').split(/\?(.*)/su);
  const headers = Object.entries(message.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(',') : (value ?? ''),
  ]);
  return {
    method: message.method ?? 'GET',
    path,
    search,
    query: new URLSearchParams(search),
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: Buffer.concat(parts),
  };
}
