import type { AwsObject } from '../../../src/core/aws/aws-value.ts';
import { fromAwsWire, toAwsInput } from '../../../src/protocol/aws-wire.ts';
import { FailedCall } from '../sdk/exceptions.ts';
import type { SdkFailure, SdkRequest, SdkSide } from '../sdk/side.ts';
import { BlobBytes } from './blob-bytes.ts';
import { callerFrames } from './frames.ts';
import { host, parseJson, wire } from './host.ts';
import { Readable } from './readable.ts';

type Waiting = { resolve(output: AwsObject): void; reject(error: FailedCall): void; blobs: BlobBytes[] };

const waiting = new Map<number, Waiting>();
let lastId = 0;
let pageRegion: string | undefined;

/** The region of the page's AWS side, known from the start of the run. */
export function setPageRegion(region: string | undefined): void {
  pageRegion = region;
}

function call({ service, operation, region, input }: SdkRequest): Promise<AwsObject> {
  const inputJson = wire(toAwsInput(input));
  return new Promise((resolve, reject) => {
    lastId += 1;
    waiting.set(lastId, { resolve, reject, blobs: [] });
    host.aws(lastId, wire(service), wire(operation), region === undefined ? undefined : wire(region), inputJson);
  });
}

/** What the clients of AWS are linked against. */
export const sdkSide: SdkSide = { call, region: () => pageRegion, callerFrames, Readable };

/** The next of the output's blobs. */
export function awsBlob(id: number, bytes: ArrayBuffer): void {
  waiting.get(id)?.blobs.push(new BlobBytes(bytes));
}

export function awsDone(id: number, outputJson: string): void {
  const asked = waiting.get(id);
  waiting.delete(id);
  asked?.resolve(fromAwsWire(outputJson, asked.blobs) as AwsObject);
}

export function awsFailed(id: number, failureJson: string): void {
  const asked = waiting.get(id);
  waiting.delete(id);
  asked?.reject(new FailedCall(parseJson(failureJson) as SdkFailure));
}
