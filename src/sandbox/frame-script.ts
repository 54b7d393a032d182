/** Name of the one Trusted Types policy of the sandbox: the page makes the frame's document with it, the frame its worker's URL. */
export const SANDBOX_POLICY = 'sandbank-sandbox';

/**
 * All that runs on the main thread of a sealed frame. It takes one message from the page, starts one worker from the given source, and
 * hands it the port of its run. It never listens to that worker. On the control port it answers pings, and says when the worker
 * could not be started or threw before anybody caught it.
 */
export const FRAME_SCRIPT = `'use strict';
addEventListener('message', (event) => {
  if (event.source !== parent) return;
  const { source, boot } = event.data;
  const [control, port] = event.ports;
  const types = self.trustedTypes;
  const policy = types ? types.createPolicy('${SANDBOX_POLICY}', { createScriptURL: (url) => url }) : { createScriptURL: (url) => url };
  const worker = new Worker(policy.createScriptURL(URL.createObjectURL(source)));
  worker.onerror = (error) => control.postMessage({ type: 'error', message: String(error.message).slice(0, 2000) });
  control.onmessage = () => control.postMessage({ type: 'pong' });
  worker.postMessage({ ...boot, port }, [port]);
}, { once: true });
`;

/** The frame script's hash in its own policy and in the page's, which the frame inherits. The build fails where it is not this. */
export const FRAME_SCRIPT_HASH = 'sha256-Qk+xa2SFOivaZ24OYUlmstD74V+ZkjVd6CLRMaCihm8=';

/** Nothing but this script, WebAssembly, and workers made in the frame. There is no `connect-src`: nothing can be fetched. */
const FRAME_CSP = [
  "default-src 'none'",
  `script-src '${FRAME_SCRIPT_HASH}' 'wasm-unsafe-eval'`,
  'worker-src blob:',
  "require-trusted-types-for 'script'",
  `trusted-types ${SANDBOX_POLICY}`,
].join('; ');

export const FRAME_DOCUMENT = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${FRAME_CSP}"><script>${FRAME_SCRIPT}</script>`;
