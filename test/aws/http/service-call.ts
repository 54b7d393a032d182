import { SERVICES, type Service } from '../services/service-table.ts';
import { invokedFunction } from '../services/lambda.ts';
import { s3CallOf } from '../services/s3.ts';
import { readSignature } from '../signing/signature.ts';
import type { AwsRequest } from './aws-request.ts';
import { queryInput } from './query-input.ts';

/** Which operation of which service a request calls, with its members where they are in the body. */
export type ServiceCall = { service: Service; operation: string; input: unknown };

/** Told by the target, the action, the path, and by the signature's scope where these do not say; undefined where nothing does. */
export function serviceCallOf(request: AwsRequest): ServiceCall | undefined {
  const target = request.headers['x-amz-target'];
  if (target !== undefined) {
    const [prefix = '', operation = ''] = target.split('.');
    const service = SERVICES.find((each) => each.target === prefix);
    return service && { service, operation, input: jsonInput(request) };
  }
  if (invokedFunction(request.path) !== undefined)
    return {
      service: named('lambda'),
      operation: 'Invoke',
      input: { FunctionName: invokedFunction(request.path), Payload: request.body.toString() },
    };
  const form = new URLSearchParams(request.body.toString());
  const scope = readSignature(request.headers['authorization'] ?? '')?.service;
  if (request.method === 'POST' && form.has('Action')) {
    const service = SERVICES.find((each) => each.scope === scope && (each.wording === 'query' || each.wording === 'ec2'));
    return { service: service ?? named('sts'), operation: form.get('Action') ?? '', input: queryInput(form) };
  }
  if (request.path === '/' && scope !== 's3') return undefined;
  const { operation, bucket, key } = s3CallOf(request);
  const input = { Bucket: bucket, ...(key === '' ? {} : { Key: key }), ...Object.fromEntries(request.query) };
  return { service: named('s3'), operation, input };
}

function named(name: string): Service {
  const found = SERVICES.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no service ${name}`);
  return found;
}

/** A body that is no JSON is kept as it came; the service will refuse it. */
function jsonInput({ body }: AwsRequest): unknown {
  try {
    return JSON.parse(body.toString() || '{}');
  } catch {
    return body.toString();
  }
}
