import { AwsFault } from '../http/aws-fault.ts';
import type { AwsRequest } from '../http/aws-request.ts';
import type { Reply } from '../http/reply.ts';
import { Flat, xml } from '../http/xml.ts';
import type { Bucket, StoredObject } from '../world/buckets.ts';
import type { World } from '../world/world.ts';

const NAMESPACE = '<?xml version="1.0" encoding="UTF-8"?>\n';
const MOST_KEYS = 1000;

/** A call by path: "/bucket/key". */
export type S3Call = { operation: string; bucket: string; key: string };

export function s3CallOf({ method, path, query }: AwsRequest): S3Call {
  const [, bucket = '', ...rest] = path.split('/');
  const key = decodeURIComponent(rest.join('/'));
  const operation = (): string => {
    if (bucket === '') return 'ListBuckets';
    if (method === 'HEAD') return key === '' ? 'HeadBucket' : 'HeadObject';
    if (method === 'GET' && key !== '') return 'GetObject';
    if (method === 'GET' && query.has('location')) return 'GetBucketLocation';
    if (method === 'GET') return query.get('list-type') === '2' ? 'ListObjectsV2' : 'ListObjects';
    if (method === 'PUT') return 'PutObject';
    return method === 'DELETE' ? 'DeleteObject' : 'Unknown';
  };
  return { operation: operation(), bucket, key };
}

/** Reads alone: whatever would change a bucket is refused to this role. */
export function answerS3(request: AwsRequest, { operation, bucket: name, key }: S3Call, world: World): Reply {
  if (operation === 'ListBuckets') throw denied();
  const bucket = world.buckets.get(name);
  if (!bucket.readable) throw denied();
  switch (operation) {
    case 'ListObjects':
    case 'ListObjectsV2':
      return listed(bucket, request.query);
    case 'GetBucketLocation':
      return document('<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>');
    case 'HeadBucket':
      return { status: 200, headers: { 'x-amz-bucket-region': 'us-east-1' }, body: '' };
    case 'GetObject':
    case 'HeadObject':
      return object(objectOf(bucket, key), request.headers, operation === 'HeadObject');
    default:
      throw denied();
  }
}

/** The headers by which a browser may read the answer; none where the bucket has no rule of CORS. */
export function bucketCors(bucket: Bucket | undefined): Record<string, string> {
  if (bucket?.cors !== true) return {};
  return {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET, HEAD',
    'access-control-expose-headers':
      'ETag, Content-Length, Content-Range, Content-Type, Last-Modified, Accept-Ranges, x-amz-request-id, x-amz-id-2, Date',
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}

/** A preflight for a bucket. */
export function s3Preflight({ headers }: AwsRequest, bucket: Bucket | undefined): Reply {
  const allowed = bucketCors(bucket);
  const method = headers['access-control-request-method'] ?? '';
  if (allowed['access-control-allow-origin'] === undefined || !['GET', 'HEAD'].includes(method))
    return document(
      xml('Error', {
        Code: 'AccessForbidden',
        Message:
          bucket?.cors === true
            ? "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec."
            : 'CORSResponse: CORS is not enabled for this bucket.',
        Method: method,
        ResourceType: 'BUCKET',
      }),
      403,
    );
  const asked = headers['access-control-request-headers'];
  return {
    status: 200,
    headers: {
      ...allowed,
      ...(asked === undefined ? {} : { 'access-control-allow-headers': asked }),
      'access-control-max-age': '3000',
    },
    body: '',
  };
}

function document(text: string, status = 200): Reply {
  return { status, headers: { 'content-type': 'application/xml' }, body: NAMESPACE + text };
}

function denied(): AwsFault {
  return new AwsFault('AccessDenied', 'Access Denied', 403);
}

function objectOf(bucket: Bucket, key: string): StoredObject {
  const found = bucket.objects.get(key);
  if (found === undefined) throw new AwsFault('NoSuchKey', 'The specified key does not exist.', 404, { Key: key });
  return found;
}

function object({ body, content_type, modified_at, etag }: StoredObject, asked: AwsRequest['headers'], head: boolean): Reply {
  const headers: Record<string, string> = {
    'content-type': content_type,
    'last-modified': modified_at.toUTCString(),
    etag,
    'accept-ranges': 'bytes',
    'x-amz-server-side-encryption': 'AES256',
  };
  if (asked['if-none-match'] === etag) return { status: 304, headers, body: '' };
  if (asked['if-match'] !== undefined && asked['if-match'] !== etag)
    throw new AwsFault('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412);
  const range = /^bytes=(\d*)-(\d*)$/u.exec(asked['range'] ?? '');
  const part = range === null ? undefined : rangeOf(range, body.length);
  const bytes = part === undefined ? body : body.subarray(part.from, part.to + 1);
  if (part !== undefined) headers['content-range'] = `bytes ${part.from}-${part.to}/${body.length}`;
  return {
    status: part === undefined ? 200 : 206,
    headers: { ...headers, 'content-length': String(bytes.length) },
    body: head ? '' : bytes,
  };
}

function rangeOf([, first = '', last = '']: RegExpExecArray, size: number): { from: number; to: number } {
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (from >= size || from > to)
    throw new AwsFault('InvalidRange', 'The requested range is not satisfiable', 416, { ActualObjectSize: size });
  return { from, to };
}

function listed(bucket: Bucket, query: URLSearchParams): Reply {
  const isFirst = query.get('list-type') !== '2';
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const most = Math.min(MOST_KEYS, Number(query.get('max-keys') ?? MOST_KEYS));
  const token = query.get('continuation-token');
  const after =
    token === null ? (query.get(isFirst ? 'marker' : 'start-after') ?? '') : Buffer.from(token, 'base64url').toString();
  const found = entriesOf(bucket, prefix, delimiter).filter(({ name }) => name > after);
  const shown = found.slice(0, most);
  const isTruncated = found.length > shown.length;
  const encode = query.get('encoding-type') === 'url' ? urlEncoded : (text: string) => text;
  const body = xml('ListBucketResult', {
    Name: bucket.name,
    Prefix: encode(prefix),
    ...(delimiter === '' ? {} : { Delimiter: encode(delimiter) }),
    ...(query.get('encoding-type') === 'url' ? { EncodingType: 'url' } : {}),
    ...(isFirst ? { Marker: encode(after) } : { KeyCount: shown.length }),
    MaxKeys: most,
    IsTruncated: isTruncated,
    ...(token === null ? {} : { ContinuationToken: token }),
    ...(isTruncated ? nextPage(shown.at(-1)?.name ?? '', isFirst, delimiter === '' ? undefined : encode) : {}),
    Contents: new Flat(
      shown.flatMap(({ stored }) =>
        stored === undefined
          ? []
          : {
              Key: encode(stored.key),
              LastModified: stored.modified_at,
              ETag: stored.etag,
              Size: stored.body.length,
              StorageClass: 'STANDARD',
            },
      ),
    ),
    CommonPrefixes: new Flat(shown.flatMap(({ name, stored }) => (stored === undefined ? { Prefix: encode(name) } : []))),
  });
  return document(body.replace('<ListBucketResult>', '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'));
}

/** The first version of the listing tells where the next page begins only where there is a delimiter. */
function nextPage(last: string, isFirst: boolean, encode: ((text: string) => string) | undefined): Record<string, string> {
  if (!isFirst) return { NextContinuationToken: Buffer.from(last).toString('base64url') };
  return encode === undefined ? {} : { NextMarker: encode(last) };
}

/** Objects and, behind a delimiter, what they have in common, in order. */
function entriesOf(bucket: Bucket, prefix: string, delimiter: string): { name: string; stored?: StoredObject }[] {
  const entries = new Map<string, StoredObject | undefined>();
  for (const [key, stored] of bucket.objects) {
    if (!key.startsWith(prefix)) continue;
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    if (end < 0) entries.set(key, stored);
    else entries.set(key.slice(0, end + delimiter.length), undefined);
  }
  return [...entries]
    .map(([name, stored]) => (stored === undefined ? { name } : { name, stored }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function urlEncoded(text: string): string {
  return encodeURIComponent(text).replaceAll('%2F', '/').replaceAll('%20', '+');
}
