import { createHash, createHmac } from 'node:crypto';
import type { AwsRequest } from '../http/aws-request.ts';

/** The parts of an `Authorization: AWS4-HMAC-SHA256 …` header. */
export type Signature = {
  access_key_id: string;
  /** "20261130". */
  day: string;
  region: string;
  /** The service's name for signing: "athena", "monitoring". */
  service: string;
  signed_headers: string[];
  signature: string;
};

const HEADER =
  /^AWS4-HMAC-SHA256 Credential=([^/\s]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/u;

/** Undefined where the header is none of version 4. */
export function readSignature(authorization: string): Signature | undefined {
  const parts = HEADER.exec(authorization);
  if (parts === null) return undefined;
  const [, access_key_id = '', day = '', region = '', service = '', headers = '', signature = ''] = parts;
  return { access_key_id, day, region, service, signed_headers: headers.split(';'), signature };
}

/** The signature that the request should have: version 4 as AWS's documentation gives it. */
export function expectedSignature(request: AwsRequest, signature: Signature, secret: string): string {
  const { day, region, service } = signature;
  const key = [day, region, service, 'aws4_request'].reduce<Buffer | string>(hmac, `AWS4${secret}`);
  return hmac(key, signedTexts(request, signature).text).toString('hex');
}

/** The request as it is signed, with the values of its headers, and the text that the signature is of. */
export function signedTexts(
  request: AwsRequest,
  { day, region, service, signed_headers }: Signature,
): { canonical: string; text: string } {
  const scope = `${day}/${region}/${service}/aws4_request`;
  const canonical = [
    request.method,
    canonicalPath(request.path, service),
    canonicalQuery(request.search),
    ...signed_headers.map((name) => `${name}:${(request.headers[name] ?? '').trim().replaceAll(/\s+/gu, ' ')}`),
    '',
    signed_headers.join(';'),
    request.headers['x-amz-content-sha256'] ?? sha256(request.body),
  ].join('\n');
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  return { canonical, text };
}

/** Whether the hash of the payload that the headers tell is that of the payload. */
export function payloadIsTrue({ headers, body }: AwsRequest): boolean {
  const told = headers['x-amz-content-sha256'];
  return told === undefined || told === 'UNSIGNED-PAYLOAD' || told === sha256(body);
}

function sha256(value: string | Buffer): string {
  return createHash('sha256').update(value).digest('hex');
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** S3 takes the path as it was sent; the others encode it once more. */
function canonicalPath(path: string, service: string): string {
  return service === 's3' ? path : path.split('/').map(encoded).join('/');
}

function canonicalQuery(search: string): string {
  if (search === '') return '';
  return search
    .split('&')
    .map((pair) => {
      const [name = '', value = ''] = pair.split(/=(.*)/su);
      return `${encoded(decodeURIComponent(name))}=${encoded(decodeURIComponent(value))}`;
    })
    .toSorted()
    .join('&');
}

function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/gu, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
