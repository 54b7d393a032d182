import { randomUUID } from 'node:crypto';
import { AwsFault } from '../http/aws-fault.ts';
import type { AwsRequest } from '../http/aws-request.ts';
import type { Reply } from '../http/reply.ts';
import { ACCOUNT_ID, FUNCTIONS, REGION } from '../world/account.ts';

const PATH = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/u;

/** The name of the function that a path invokes. */
export function invokedFunction(path: string): string | undefined {
  return PATH.exec(path)?.[1];
}

/** A function answers what it was given, and its name. One that is given `{"fail": "text"}` fails with it. */
export function invoke(request: AwsRequest): Reply {
  const asked = decodeURIComponent(invokedFunction(request.path) ?? '');
  const name = asked.split(':').at(asked.startsWith('arn:') ? 6 : 0) ?? asked;
  if (!FUNCTIONS.some((each) => each === name))
    throw new AwsFault(
      'ResourceNotFoundException',
      `Function not found: arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:${name}`,
      404,
      { Type: 'User' },
    );
  const headers = { 'content-type': 'application/json', 'x-amz-executed-version': '$LATEST', 'x-amzn-requestid': randomUUID() };
  if (request.headers['x-amz-invocation-type'] === 'Event') return { status: 202, headers, body: '' };
  if (request.headers['x-amz-invocation-type'] === 'DryRun') return { status: 204, headers, body: '' };
  const payload: unknown = request.body.length === 0 ? null : JSON.parse(request.body.toString());
  const fail = typeof payload === 'object' && payload !== null && 'fail' in payload ? String(payload.fail) : undefined;
  if (fail !== undefined)
    return {
      status: 200,
      headers: { ...headers, 'x-amz-function-error': 'Unhandled' },
      body: JSON.stringify({ errorMessage: fail, errorType: 'Error', trace: [] }),
    };
  return { status: 200, headers, body: JSON.stringify({ function: name, payload }) };
}
