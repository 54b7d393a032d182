import { AwsFault } from '../http/aws-fault.ts';
import type { AwsRequest } from '../http/aws-request.ts';
import type { Service } from '../services/service-table.ts';
import { expired, mismatch, unknownKey } from '../signing/refusals.ts';
import { ACCOUNT_ID, CALLER_ARN, REGION } from './account.ts';
import type { CallFault } from './control.ts';

/** The refusal that is set for a call, in the service's words; undefined for a fault that is none. */
export function faultOf(fault: CallFault, service: Service, operation: string, request: AwsRequest): AwsFault | undefined {
  switch (fault.kind) {
    case 'throttle':
      return throttled(service);
    case 'deny':
      return denied(service, operation, fault.resource);
    case 'expired_token':
      return expired(service.wording, request);
    case 'bad_signature':
      return mismatch(service.wording, request);
    case 'unknown_key':
      return unknownKey(service.wording, request);
    case 'error':
      return new AwsFault(fault.code, fault.message, fault.status);
    default:
      return undefined;
  }
}

function throttled({ name, wording }: Service): AwsFault {
  if (name === 'lambda') return new AwsFault('TooManyRequestsException', 'Rate Exceeded.', 429);
  if (wording === 's3') return new AwsFault('SlowDown', 'Please reduce your request rate.', 503);
  if (wording === 'ec2') return new AwsFault('RequestLimitExceeded', 'Request limit exceeded.', 503);
  return new AwsFault(wording === 'query' ? 'Throttling' : 'ThrottlingException', 'Rate exceeded');
}

/** IAM's names of actions, where they are not the API's. */
const ACTIONS: Record<string, string> = {
  's3:ListObjectsV2': 's3:ListBucket',
  's3:ListObjects': 's3:ListBucket',
  's3:HeadObject': 's3:GetObject',
  'lambda:Invoke': 'lambda:InvokeFunction',
};

const RESOURCES: Record<string, string> = {
  athena: `arn:aws:athena:${REGION}:${ACCOUNT_ID}:workgroup/finops`,
  glue: `arn:aws:glue:${REGION}:${ACCOUNT_ID}:catalog`,
  s3: 'arn:aws:s3:::meridian-cur',
  lambda: `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:savings-plans-reader`,
  sns: `arn:aws:sns:${REGION}:${ACCOUNT_ID}:finops-alerts`,
};

function denied({ name, wording }: Service, operation: string, resource: string | undefined): AwsFault {
  const action = ACTIONS[`${name}:${operation}`] ?? `${name}:${operation}`;
  const on = resource ?? RESOURCES[name] ?? (name === 'ce' ? `arn:aws:ce:${REGION}:${ACCOUNT_ID}:/${operation}` : '*');
  const who = `User: ${CALLER_ARN} is not authorized to perform: ${action}`;
  const because = `because no identity-based policy allows the ${action} action`;
  switch (wording) {
    case 'ec2':
      return new AwsFault('UnauthorizedOperation', `You are not authorized to perform this operation. ${who} ${because}`, 403);
    case 's3':
      return new AwsFault('AccessDenied', `${who} on resource: "${on}" ${because}`, 403);
    case 'query':
      return new AwsFault(name === 'sns' ? 'AuthorizationError' : 'AccessDenied', `${who} on resource: ${on} ${because}`, 403);
    case 'json':
      return new AwsFault('AccessDeniedException', `${who} on resource: ${on} ${because}`, name === 'lambda' ? 403 : 400);
  }
}
