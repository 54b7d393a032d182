import { httpFailure } from '../failures/http-failure.ts';
import { networkFailure, watchPolicy } from '../failures/network-failure.ts';
import type { Provider } from './provider.ts';

type Guard = { provider: Provider; address: string; model: string; key: string | undefined };

/**
 * The only way by which a provider's code reaches the network: to the model's address alone, without cookies, referrer, redirects or
 * headers that the provider's CORS refuses. Whatever is no success is thrown as `AnswerFailure`, so that every provider fails alike;
 * an abort is thrown as it is.
 */
export function guardedFetch(guard: Guard): typeof fetch {
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin !== new URL(guard.address).origin)
      throw new Error(`The provider's code asked for ${url.origin}, which is not its address.`);
    const policy = watchPolicy(url);
    let response: Response;
    try {
      response = await fetch(url, {
        method: init.method ?? 'GET',
        headers: admitted(new Headers(init.headers), guard.provider),
        ...(init.body === undefined ? {} : { body: init.body }),
        ...(init.signal === undefined ? {} : { signal: init.signal }),
        redirect: 'error',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
      });
    } catch (error) {
      if (init.signal?.aborted === true) throw error;
      throw await networkFailure({ ...guard, refused: await policy.refused(), cause: error });
    } finally {
      policy.end();
    }
    if (response.ok) return response;
    throw httpFailure({ ...guard, status: response.status, headers: response.headers, body: await response.text() });
  };
}

function admitted(headers: Headers, { admitted_headers }: Provider): Headers {
  const kept = new Headers();
  for (const [name, value] of headers) {
    if (name === 'user-agent') continue;
    if (admitted_headers === undefined || admitted_headers.includes(name)) kept.set(name, value);
  }
  return kept;
}
