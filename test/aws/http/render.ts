import { randomUUID } from 'node:crypto';
import type { Service } from '../services/service-table.ts';
import type { AwsFault } from './aws-fault.ts';
import type { Reply } from './reply.ts';
import { xml } from './xml.ts';

/** An answer as the service's protocol writes it. */
export function rendered(service: Service, operation: string, output: unknown): Reply {
  const id = randomUUID();
  switch (service.wording) {
    case 'ec2':
      return xmlReply(xml(`${operation}Response`, { requestId: id, ...(output as object) }, 'item'), 200, id);
    case 'query':
      return xmlReply(
        xml(`${operation}Response`, { [`${operation}Result`]: output, ResponseMetadata: { RequestId: id } }),
        200,
        id,
      );
    default:
      return jsonReply(service, seconds(output), 200, id);
  }
}

/** A refusal as the service's protocol writes it. */
export function renderedFault(service: Service, { code, message, status, details }: AwsFault): Reply {
  const id = randomUUID();
  switch (service.wording) {
    case 's3':
      return xmlReply(xml('Error', { Code: code, Message: message, ...details, RequestId: id, HostId: id }), status, id);
    case 'ec2':
      return xmlReply(xml('Response', { Errors: [{ Code: code, Message: message }], RequestID: id }, 'Error'), status, id);
    case 'query':
      return xmlReply(
        xml('ErrorResponse', { Error: { Type: 'Sender', Code: code, Message: message, ...details }, RequestId: id }),
        status,
        id,
      );
    default: {
      const reply = jsonReply(service, { __type: code, message, Message: message, ...details }, status, id);
      reply.headers['x-amzn-errortype'] = code;
      // The protocol that CloudWatch had before named its errors there.
      if (service.name === 'cloudwatch') reply.headers['x-amzn-query-error'] = `${code};Sender`;
      return reply;
    }
  }
}

function jsonReply({ name }: Service, value: unknown, status: number, id: string): Reply {
  const version = name === 'cloudwatch' ? '1.0' : '1.1';
  return {
    status,
    headers: {
      'content-type': name === 'lambda' ? 'application/json' : `application/x-amz-json-${version}`,
      'x-amzn-requestid': id,
    },
    body: JSON.stringify(value),
  };
}

function xmlReply(body: string, status: number, id: string): Reply {
  return {
    status,
    headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': id, 'x-amz-request-id': id },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}

/** JSON carries times as seconds since 1970. */
function seconds(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(seconds);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, seconds(each)]));
  return value;
}
