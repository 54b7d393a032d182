import type { Provider } from '../providers/provider.ts';
import { isLoopback } from '../../core/model-address.ts';
import { AnswerFailure } from './answer-failure.ts';

/** Notes whether the page's own policy refuses a request to `url`: the browser tells that in an event, not in the error. */
export function watchPolicy(url: URL): { refused(): Promise<boolean>; end(): void } {
  let refused = false;
  const listen = (event: SecurityPolicyViolationEvent): void => {
    if (event.blockedURI.startsWith(url.origin)) refused = true;
  };
  document.addEventListener('securitypolicyviolation', listen);
  return {
    /** The event comes in a task of its own, before or after the request fails. */
    async refused() {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return refused;
    },
    end: () => document.removeEventListener('securitypolicyviolation', listen),
  };
}

type NetworkProblem = { provider: Provider; address: string; key: string | undefined; refused: boolean; cause: unknown };

/** A request that came back with nothing. The browser doesn't say why: what can be found out is, and the rest is named. */
export async function networkFailure({ provider, address, refused, cause }: NetworkProblem): Promise<AnswerFailure> {
  const { host, hostname, origin } = new URL(address);
  const fail = (message: string): AnswerFailure => new AnswerFailure('network', message, { cause });
  if (refused) {
    return fail(
      `This page's policy does not admit ${origin}. Whoever hosts the page adds it: a model with this base_url in sandbank.config.json, ` +
        'then "npm run configure". Addresses on this computer (http://localhost) are admitted as they are.',
    );
  }
  if (!navigator.onLine) return fail('The browser is offline. Connect to the network, then retry.');
  if (isLoopback(hostname)) return fail(await loopbackMessage(host));
  const wrongKey =
    provider.kind === 'openai' ? ' OpenAI also answers a wrong key in a way that a page may not read: check the key.' : '';
  return fail(
    `CORS or network: ${host} gave no answer that this page may read. Check the address and the connection; a proxy or a blocker may ` +
      `stand in between, or the server may not admit pages (CORS).${wrongKey}`,
  );
}

async function loopbackMessage(host: string): Promise<string> {
  if ((await localNetworkPermission()) === 'denied') {
    return (
      `The browser does not let this page reach ${host}: allow "Local network access" for this page in the browser's site settings, ` +
      'then retry.'
    );
  }
  return (
    `CORS or network: ${host} gave no answer that this page may read. Is the server running? It must admit this page: for Ollama set ` +
    `OLLAMA_ORIGINS=${location.origin} and restart it, in LM Studio switch CORS on, for vLLM --allowed-origins. The browser may also ask ` +
    'for the permission to reach devices on the local network: allow it.'
  );
}

/** Chromium's permission for pages that ask this computer or the local network; "unknown" in browsers without it. */
async function localNetworkPermission(): Promise<PermissionState | 'unknown'> {
  for (const name of ['loopback-network', 'local-network-access']) {
    try {
      const { state } = await navigator.permissions.query({ name: name as PermissionName });
      return state;
    } catch {
      // The browser doesn't know the name.
    }
  }
  return 'unknown';
}
