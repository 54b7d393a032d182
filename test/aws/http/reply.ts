/** What is answered. Headers of CORS and the request's id are added on the way out. */
export type Reply = { status: number; headers: Record<string, string>; body: string | Uint8Array };

export function json(value: unknown, status = 200, media = 'application/json'): Reply {
  return { status, headers: { 'content-type': media }, body: JSON.stringify(value) };
}

export function html(body: string, status = 200): Reply {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

export function redirect(location: string): Reply {
  return { status: 302, headers: { location }, body: '' };
}
