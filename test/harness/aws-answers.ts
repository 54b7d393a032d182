import type { AwsObject } from '../../src/core/aws/aws-value.ts';
import type { CapabilityAnswer, CapabilityFault, CapabilityRequest, SandboxHooks } from '../../src/core/ports/code-sandbox.ts';
import { fromAwsWire, isAwsObject, toAwsWire } from '../../src/protocol/aws-wire.ts';

export type AskedCall = { service: string; operation: string; region: string | undefined; input: AwsObject };
type AwsRequest = Extract<CapabilityRequest, { capability: 'aws' }>;

/** A call that fails. */
export class CallFault extends Error {
  readonly fault: CapabilityFault;

  constructor(fault: CapabilityFault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** Stands where the broker does: answers calls to AWS by `answer`, which may throw a `CallFault`, and keeps what was asked. */
export function answeringAws(answer: (call: AskedCall) => AwsObject): {
  onRequest: SandboxHooks['onRequest'];
  asked: AskedCall[];
} {
  const asked: AskedCall[] = [];
  const onRequest: SandboxHooks['onRequest'] = (request) =>
    Promise.resolve(request.capability === 'aws' ? answerCall(request, asked, answer) : refused(request.capability));
  return { onRequest, asked };
}

function answerCall(request: AwsRequest, asked: AskedCall[], answer: (call: AskedCall) => AwsObject): CapabilityAnswer {
  const input = fromAwsWire(request.input_json);
  if (!isAwsObject(input)) throw new Error(`the input is no object: ${request.input_json}`);
  const call = { service: request.service, operation: request.operation, region: request.region, input };
  asked.push(call);
  try {
    const { json, blobs } = toAwsWire(answer(call));
    return { ok: true, output_json: json, blobs };
  } catch (error) {
    if (!(error instanceof CallFault)) throw error;
    return { ok: false, error: error.fault };
  }
}

function refused(capability: string): CapabilityAnswer {
  return { ok: false, error: { type: 'QueryError', message: `this test answers no ${capability}` } };
}
