import type { AwsRequest } from './aws-request.ts';
import type { Reply } from './reply.ts';

/** As the endpoints of AWS's services answer browsers, but for S3, where each bucket has its own rules. */
const EXPOSED = 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,x-amzn-Trace-Id,x-amz-apigw-id,Date';
const ADMITTED =
  '*,Authorization,Date,X-Amz-Date,X-Amz-Security-Token,X-Amz-Target,content-type,x-amz-content-sha256,x-amz-user-agent,x-amzn-platform-id,x-amzn-trace-id';

export const corsHeaders: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': EXPOSED,
};

export const preflight: Reply = {
  status: 200,
  headers: {
    'access-control-allow-origin': '*',
    'access-control-allow-headers': ADMITTED,
    'access-control-allow-methods': 'GET,POST,PUT,DELETE,HEAD,PATCH',
    'access-control-expose-headers': EXPOSED,
    'access-control-max-age': '172800',
  },
  body: '',
};

export function isPreflight({ method, headers }: AwsRequest): boolean {
  return method === 'OPTIONS' && headers['origin'] !== undefined && headers['access-control-request-method'] !== undefined;
}
