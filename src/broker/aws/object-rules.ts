import { s3Place, type PolicyContext } from './policy-context.ts';

const SITE = 'whoever hosts the page can add it to aws.buckets in sandbank.config.json';

/** Names of results that Athena itself gives: the query's id first. */
const RESULT_NAME = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}[./-]/u;

/** Why nothing of the bucket may be read. */
export function refusedBucket(bucket: string, context: PolicyContext): string | undefined {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/u.test(bucket) || bucket.includes('..'))
    return `Bucket wants the plain name of a bucket, got "${bucket.slice(0, 120)}": no ARN, access point or address`;
  const isKnown =
    context.config.buckets.some(({ name }) => name === bucket) ||
    context.result_locations.some((location) => s3Place(location)?.bucket === bucket);
  return isKnown ? undefined : `The bucket "${bucket}" is none that the site lets read; ${SITE}`;
}

/** Why the object may not be read. */
export function refusedKey(bucket: string, key: string, context: PolicyContext): string | undefined {
  return key === '' ? 'Key is empty; name an object' : (oddKey(key) ?? refusedPlace('Key', bucket, key, context));
}

/** Why the keys that begin so may not be listed. */
export function refusedPrefix(bucket: string, prefix: string, context: PolicyContext): string | undefined {
  return oddKey(prefix) ?? refusedPlace('Prefix', bucket, prefix, context);
}

function refusedPlace(
  member: string,
  bucket: string,
  key: string,
  { config, result_locations }: PolicyContext,
): string | undefined {
  const places = config.buckets.filter(({ name }) => name === bucket).flatMap(({ prefixes }) => prefixes ?? ['']);
  if (places.some((prefix) => key.startsWith(prefix))) return undefined;
  const results = result_locations.map(s3Place).filter((place) => place?.bucket === bucket);
  if (results.some((place) => isResult(key, place?.key ?? ''))) return undefined;
  const allowed = [...places, ...results.map((place) => place?.key ?? '')].filter((prefix) => prefix !== '');
  const hint =
    allowed.length === 0 ? '' : `; what may be read there begins with ${allowed.map((prefix) => `"${prefix}"`).join(' or ')}`;
  return `${member} "${key.slice(0, 120)}" is outside of what the site lets read in ${bucket}${hint}; ${SITE}`;
}

/** Where results lie in a bucket's root, only what Athena has named is one. */
function isResult(key: string, location: string): boolean {
  if (location === '') return RESULT_NAME.test(key);
  return key.startsWith(asFolder(location));
}

/** Why results of a query may not go to an address: it must be a place of results, or inside of one. */
export function refusedOutput(location: string, { result_locations }: PolicyContext): string | undefined {
  if (result_locations.includes(location)) return undefined;
  const place = location.startsWith('s3://') ? s3Place(location) : undefined;
  const isInside = result_locations.map(s3Place).some((results) => {
    if (place === undefined || results?.bucket !== place.bucket || oddKey(place.key) !== undefined) return false;
    const folder = asFolder(place.key);
    // Of a bucket's root, only the root itself: all else that lies in the bucket would be inside.
    return results.key === '' ? folder === '' : folder.startsWith(asFolder(results.key));
  });
  if (isInside) return undefined;
  const known = result_locations.map((each) => `"${each}"`).join(' or ');
  return `OutputLocation "${location.slice(0, 120)}" is none of the site's${known === '' ? '' : ` (${known}, or inside of it)`}; leave it out, and the workgroup's own is taken`;
}

const asFolder = (key: string): string => (key === '' || key.endsWith('/') ? key : `${key}/`);

/** Bytes of a key, so characters too. Source: S3's user guide, "object key names". */
const LONGEST_KEY = 1024;

/** A key that an address would be read otherwise of: dot segments, also encoded ones, backslashes and control characters. */
function oddKey(key: string): string | undefined {
  if (key.length > LONGEST_KEY) return `The key has ${key.length} characters; S3 has none of more than ${LONGEST_KEY}`;
  let text = key;
  for (let round = 0; round < 4; round++) {
    if (/[\u0000-\u001f\u007f\\]/u.test(text) || text.split('/').some((part) => part === '.' || part === '..'))
      return `The key "${key.slice(0, 120)}" holds ".", "..", a backslash or a control character, and is not let through`;
    const decoded = text.replaceAll(/%([0-9a-f]{2})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    if (decoded === text) return undefined;
    text = decoded;
  }
  return `The key "${key.slice(0, 120)}" is encoded several times over, and is not let through`;
}

/** Why a statement may not write to, or make a table of, an address in S3. */
export function refusedLocation(location: string, context: PolicyContext): string | undefined {
  const place = s3Place(location.trim());
  const outside =
    place === undefined ||
    refusedBucket(place.bucket, context) !== undefined ||
    refusedPrefix(place.bucket, place.key, context) !== undefined;
  return outside ? `The address "${location.slice(0, 120)}" is outside of the buckets that the site names; ${SITE}` : undefined;
}
