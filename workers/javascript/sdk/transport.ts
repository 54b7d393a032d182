import type { AwsObject } from '../../../src/core/aws/aws-value.ts';
import { ObjectBody } from './body.ts';
import { exceptionOf } from './exceptions.ts';
import type { SdkConfig } from './runtime-config.ts';
import { side } from './side.ts';

type Signal = {
  aborted: boolean;
  addEventListener?(type: 'abort', listener: () => void): void;
  removeEventListener?(type: 'abort', listener: () => void): void;
};
/** Where the SDK keeps what is told to a call's middleware. */
type SmithyContext = { operation: string; abortSignal?: Signal };
type Context = { __smithy_context?: unknown };
type Handler = (args: { input: object }) => Promise<{ response: object; output: object }>;

/** The middleware that hands a call to the page, and answers what AWS answered. */
export function transport(config: SdkConfig): (next: unknown, context: Context) => Handler {
  return (_next: unknown, context: Context): Handler => {
    const { operation, abortSignal } = context.__smithy_context as SmithyContext;
    return async ({ input }) => {
      const frames = side.callerFrames();
      try {
        const output = await unlessAborted(call(config, operation, input as AwsObject), abortSignal);
        return { response: {}, output };
      } catch (error) {
        throw exceptionOf(error, config.facts, frames);
      }
    };
  };
}

async function call({ facts, namedRegion }: SdkConfig, operation: string, input: AwsObject): Promise<object> {
  const { service } = facts;
  const region = await namedRegion();
  const answered = await side.call({ service, operation, ...(region === undefined ? {} : { region }), input });
  const { $metadata, Body, ...output } = answered;
  const metadata = { httpStatusCode: 200, attempts: 1, totalRetryDelay: 0, ...($metadata as AwsObject | undefined) };
  const streamed = service === 's3' && Body instanceof Uint8Array ? new ObjectBody(Body) : Body;
  return { $metadata: metadata, ...output, ...(Body === undefined ? {} : { Body: streamed }) };
}

/** The page finishes a call that it has begun; the code need not wait for it. */
async function unlessAborted<T>(work: Promise<T>, signal: Signal | undefined): Promise<T> {
  if (signal === undefined) return await work;
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(Object.assign(new Error('Request aborted'), { name: 'AbortError' }));
  if (signal.aborted) abort();
  signal.addEventListener?.('abort', abort);
  try {
    return await Promise.race([promise, work]);
  } finally {
    signal.removeEventListener?.('abort', abort);
  }
}
