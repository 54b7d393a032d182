import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from './client/connect.ts';
import { type AwsDouble, startAws } from './start.ts';

let double: AwsDouble;
let s3: S3Client;

beforeAll(async () => {
  double = await startAws({ prepare: false });
  s3 = new S3Client(await connect(double));
});
afterAll(() => double.close());

test('a bucket is listed in pages, by prefix and folder', async () => {
  const keys: string[] = [];
  let pages = 0;
  for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: 'meridian-cur', Prefix: 'logs/' })) {
    pages++;
    keys.push(...(page.Contents ?? []).map(({ Key = '' }) => Key));
  }
  expect([pages, keys.length, new Set(keys).size]).toEqual([2, 1200, 1200]);
  const first = await s3.send(new ListObjectsCommand({ Bucket: 'meridian-cur', Prefix: 'logs/', Marker: 'logs/01000.log' }));
  expect([first.Contents?.length, first.IsTruncated]).toEqual([199, false]);
  const top = await s3.send(new ListObjectsV2Command({ Bucket: 'meridian-cur', Delimiter: '/' }));
  expect(top.CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual(['budgets/', 'cur/', 'large/', 'logs/']);
});

test('an object is read whole, in part, and by a name that must be encoded', async () => {
  const get = (Key: string, Range?: string) =>
    s3.send(new GetObjectCommand({ Bucket: 'meridian-cur', Key, ...(Range === undefined ? {} : { Range }) }));
  expect(await (await get('budgets/notes für Q4.txt')).Body?.transformToString()).toBe('Äpfel & Birnen\n');
  const part = await get('large/numbers.bin', 'bytes=10-13');
  expect([part.ContentRange, [...((await part.Body?.transformToByteArray()) ?? [])]]).toEqual([
    'bytes 10-13/1048576',
    [54, 85, 116, 147],
  ]);
  const head = await s3.send(new HeadObjectCommand({ Bucket: 'meridian-cur', Key: 'large/numbers.bin' }));
  expect(head.ContentLength).toBe(1_048_576);
});

test('what is not there or not allowed is said as S3 says it', async () => {
  const refusal = (call: Promise<unknown>) => call.catch((error: Error) => error.name);
  expect(await refusal(s3.send(new GetObjectCommand({ Bucket: 'meridian-cur', Key: 'none' })))).toBe('NoSuchKey');
  expect(await refusal(s3.send(new GetObjectCommand({ Bucket: 'somebody-elses', Key: 'x' })))).toBe('NoSuchBucket');
  expect(await refusal(s3.send(new GetObjectCommand({ Bucket: 'meridian-private', Key: 'secret.txt' })))).toBe('AccessDenied');
  expect(await refusal(s3.send(new PutObjectCommand({ Bucket: 'meridian-cur', Key: 'x', Body: 'y' })))).toBe('AccessDenied');
  expect(
    await refusal(s3.send(new GetObjectCommand({ Bucket: 'meridian-cur', Key: 'large/numbers.bin', Range: 'bytes=9999999-' }))),
  ).toBe('InvalidRange');
});
