import { awsOperations } from '../../../src/core/aws/aws-operations.ts';

/** As botocore names a client's methods: `ListObjectsV2` is `list_objects_v2`. */
export function snakeCase(operation: string): string {
  return operation
    .replaceAll(/(.)([A-Z][a-z]+)/gu, '$1_$2')
    .replaceAll(/([a-z0-9])([A-Z])/gu, '$1_$2')
    .replaceAll(/_(v)_?(\d+)$/giu, '_v$2')
    .replaceAll(/([a-z])(v\d+)$/gu, '$1_$2')
    .toLowerCase();
}

/** The names of operations that the page knows, and of which services each is, by the method of a client in Python. */
const bySnake = new Map<string, { operation: string; services: string[] }>();
for (const [service, operations] of Object.entries(awsOperations)) {
  for (const operation of operations) {
    const key = snakeCase(operation);
    const known = bySnake.get(key);
    if (known === undefined) bySnake.set(key, { operation, services: [service] });
    else known.services.push(service);
  }
}

/** Methods of a client that only help; others are operations. */
const HELPERS = new Set([
  'can_paginate',
  'close',
  'exceptions',
  'meta',
  'waiter_names',
  'get_waiter',
  'get_paginator',
  'generate_presigned_url',
  'generate_presigned_post',
]);

/** What transfers of S3 ask for. */
const TRANSFERS: Readonly<Record<string, string>> = {
  upload_file: 'PutObject',
  upload_fileobj: 'PutObject',
  download_file: 'GetObject',
  download_fileobj: 'GetObject',
  copy: 'CopyObject',
};

/** The operation behind a method of a client: `get_query_results` is GetQueryResults. Undefined for what is none. */
export function operationOfMethod(method: string): string | undefined {
  if (HELPERS.has(method) || method.startsWith('_')) return undefined;
  const known = bySnake.get(method)?.operation ?? (Object.hasOwn(TRANSFERS, method) ? TRANSFERS[method] : undefined);
  return known ?? method.split('_').map(capital).join('');
}

/** What a method's name alone says where it is a method of an object that is not known. */
export function operationByName(method: string): { operation: string; service: string | undefined } | undefined {
  const known = /^(?:get|list|describe|batch_get|start|stop|search|head)_/u.test(method) ? bySnake.get(method) : undefined;
  if (known === undefined) return undefined;
  return { operation: known.operation, service: known.services.length === 1 ? known.services[0] : undefined };
}

export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
