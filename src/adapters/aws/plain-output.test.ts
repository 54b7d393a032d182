import { expect, test } from 'vitest';
import { AwsError } from '../../core/app-error.ts';
import { MAX_BODY_BYTES, plainOutput } from './plain-output.ts';

test('takes what a client answers as plain values', async () => {
  // The SDK's text that is JSON, as the price list has it, is an object of String's class.
  const lazy = new String('{"sku":"A"}');
  class Row {
    a = 1;
  }
  const output = await plainOutput({
    $metadata: { httpStatusCode: 200 },
    PriceList: [lazy],
    At: new Date(0),
    Payload: new (class Blob8 extends Uint8Array {})([1, 2]),
    Rows: [new Row(), undefined, null],
    Missing: undefined,
    Nothing: null,
    Tags: JSON.parse('{"__proto__": "x", "b": "y"}') as unknown,
    transformToString: () => '',
  });
  expect(output).toEqual({
    PriceList: ['{"sku":"A"}'],
    At: new Date(0),
    Payload: new Uint8Array([1, 2]),
    Rows: [{ a: 1 }, null, null],
    Tags: JSON.parse('{"__proto__": "x", "b": "y"}') as unknown,
  });
  expect(Object.getPrototypeOf(output['Payload'])).toBe(Uint8Array.prototype);
  expect(Object.getPrototypeOf(output['Tags'])).toBe(Object.prototype);
});

test('collects a stream and a blob to bytes', async () => {
  const bytes = new Uint8Array([1, 2, 3]);
  expect(await plainOutput({ Body: new Blob([bytes]).stream() })).toEqual({ Body: bytes });
  expect(await plainOutput({ Body: new Blob([bytes]) })).toEqual({ Body: bytes });
});

test('takes no more into memory than is allowed, and says how to ask for less', async () => {
  let pulled = 0;
  const endless = () =>
    new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 8_000_000;
        controller.enqueue(new Uint8Array(8_000_000));
      },
    });
  await expect(plainOutput({ Body: endless() })).rejects.toMatchObject({ name: 'AwsError', code: 'ResponseTooLarge' });
  expect(pulled).toBeLessThan(MAX_BODY_BYTES + 40_000_000);
  pulled = 0;
  await expect(plainOutput({ Body: endless(), ContentLength: 5 * 1024 ** 3 })).rejects.toThrow(
    /The answer has 5,120 MB; 100 MB/u,
  );
  expect(pulled).toBeLessThan(20_000_000);
});

test('says so where a body breaks off', async () => {
  const broken = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new TypeError('network error')) });
  const error: unknown = await plainOutput({ Body: broken }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(AwsError);
  expect(error).toMatchObject({ code: 'NetworkError', message: expect.stringContaining('broke off') });
});
