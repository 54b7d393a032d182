import type { AwsValue } from '../../core/aws/aws-value.ts';
import { isAwsObject } from '../../protocol/aws-wire.ts';
import { bucketsOf, type PolicyContext } from './policy-context.ts';

// Looked for at every place, so that one ARN cannot hide behind another.
const ARN = /(?<![A-Za-z0-9])(?=(arn:[^\s:"'`]{0,40}:[^\s"'`,]{0,500}))/giu;
const ADDRESS = /[a-z0-9]:\/\/|\.amazonaws\.com/iu;
/** Characters of an input that are looked through for places; what is more than a request for names and dates is not let through. */
const MOST_TEXT = 256 * 1024;
const ACCESS_KEY = /(?<![A-Za-z0-9])A[KS]IA[A-Z0-9]{12}/u;
const PRESIGNED = /X-Amz-(?:Signature|Credential|Security-Token)|AWSAccessKeyId=/iu;

/** Why a value holds credentials, in any text or bytes of it: an access key, or a presigned address. */
export const keyInside = (value: AwsValue): string | undefined => firstFound(value, keyIn);

/** Why a value reaches out of what the page is bound to: by an ARN of another account or region, or by an address. */
export function foreignPlace(value: AwsValue, context: PolicyContext): string | undefined {
  let left = MOST_TEXT;
  return firstFound(value, (text) => {
    left -= text.length;
    return left < 0 ? `It holds more than ${MOST_TEXT} characters; ask for less at a time` : placeIn(text, context);
  });
}

function firstFound(value: AwsValue, find: (text: string) => string | undefined): string | undefined {
  if (typeof value === 'string') return find(value);
  if (ArrayBuffer.isView(value)) return find(new TextDecoder('latin1').decode(value));
  const items = Array.isArray(value) ? value : isAwsObject(value) ? [...Object.keys(value), ...Object.values(value)] : [];
  for (const item of items) {
    const found = firstFound(item, find);
    if (found !== undefined) return found;
  }
  return undefined;
}

function keyIn(text: string): string | undefined {
  if (ACCESS_KEY.test(text)) return 'It holds an AWS access key: calls are signed by the page, and no key may stand in them';
  if (PRESIGNED.test(text))
    return 'It holds a presigned address: calls are signed by the page, and no signature may stand in them';
  return undefined;
}

function placeIn(text: string, context: PolicyContext): string | undefined {
  for (const [, arn = ''] of text.matchAll(ARN)) {
    const found = foreignArn(arn, context);
    if (found !== undefined) return found;
  }
  const address = ADDRESS.exec(text)?.[0];
  if (address !== undefined) return `It holds an address ("${text.slice(0, 80)}"): a call may name no host of its own`;
  return undefined;
}

/** Why an ARN lies elsewhere. Those of global services lack a region, some an account; AWS's own have the account "aws". */
export function foreignArn(arn: string, context: PolicyContext): string | undefined {
  const [, partition = '', service = '', region = '', account = '', ...rest] = arn.split(':');
  const shown = `The ARN "${arn.slice(0, 120)}"`;
  if (!/^aws[a-z-]*$/u.test(partition)) return `${shown} is none of AWS`;
  if (region !== '' && region !== context.config.region)
    return `${shown} is of the region ${region}; the site is bound to ${context.config.region}`;
  if (account === 'aws') return undefined;
  if (account !== '') {
    if (context.account_id === undefined)
      return `${shown} names an account, and nobody is signed in to hold it against; sign in first`;
    return account === context.account_id
      ? undefined
      : `${shown} is of the account ${account}; the site is bound to ${context.account_id}`;
  }
  const bucket = rest.join(':').split('/')[0] ?? '';
  if (service === 's3' && !bucketsOf(context).has(bucket)) return `${shown} is of a bucket that the site does not name`;
  return undefined;
}
