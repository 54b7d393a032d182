import type { AwsService } from '../../core/aws/aws-service.ts';

/** Codes by which AWS says that a role may not do something. */
const CODES = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  'AuthorizationError',
  'AuthorizationErrorException',
  'UnauthorizedException',
  'NotAuthorizedException',
  'Forbidden',
]);

/** Actions whose names are not their operations'. */
const ACTIONS: Readonly<Record<string, string>> = {
  's3:HeadBucket': 's3:ListBucket',
  's3:HeadObject': 's3:GetObject',
  's3:ListObjects': 's3:ListBucket',
  's3:ListObjectsV2': 's3:ListBucket',
  'lambda:Invoke': 'lambda:InvokeFunction',
};

/** The missing permission: the action ("glue:GetTables") and the resource's ARN, where AWS's text tells it. */
export type IamRefusal = { action: string; resource?: string; explicit: boolean };

/** Undefined for an error of another kind. */
export function iamRefusal(
  { service, operation }: { service: AwsService; operation: string },
  { code, status, text }: { code: string; status: number | undefined; text: string },
): IamRefusal | undefined {
  // The answer to HEAD has no body, so no code either.
  if (!CODES.has(code) && !(status === 403 && /^(?:403|UnknownError|Unknown)$/u.test(code))) return undefined;
  const asked = `${service}:${operation}`;
  const action = /not authorized to perform:?\s+"?([a-z0-9-]+:[A-Za-z0-9*]+)/u.exec(text)?.[1] ?? ACTIONS[asked] ?? asked;
  const resource = /on (?:the )?resource:\s*"?(arn:[^\s"]+[^\s".,])/u.exec(text)?.[1];
  return { action, ...(resource === undefined ? {} : { resource }), explicit: /explicit deny/iu.test(text) };
}
