import { AwsFault } from '../http/aws-fault.ts';

/** One page of a list, and the token of the next one. A token says where its page begins; it is nobody's business what is in it. */
export function page<Item>(items: readonly Item[], token: string | undefined, size: number): { items: Item[]; next?: string } {
  const from = token === undefined || token === '' ? 0 : Number(Buffer.from(token, 'base64url').toString().replace('at:', ''));
  if (!Number.isInteger(from) || from < 0 || from > items.length) throw new AwsFault('InvalidRequestException', 'Invalid token');
  const to = from + size;
  return {
    items: items.slice(from, to),
    ...(to < items.length ? { next: Buffer.from(`at:${to}`).toString('base64url') } : {}),
  };
}
