import scriptUrl from './other-tab-script.ts?iife';
import type { OtherTabAnswer, OtherTabOrder } from './other-tab-script.ts';

export type OtherTab = { answer: OtherTabAnswer; kill: () => void };

/**
 * Another document with its own connection, lock and event loop. `opaque`: of an origin of its own, to which the browser gives no
 * storage. `kill` takes it away without warning.
 */
export async function openOtherTab(order: OtherTabOrder, opaque = false): Promise<OtherTab> {
  const script = await (await fetch(scriptUrl)).text();
  const frame = document.createElement('iframe');
  if (opaque) frame.setAttribute('sandbox', 'allow-scripts');
  const json = JSON.stringify(order).replaceAll('<', '\\u003c');
  frame.srcdoc = `<!doctype html><script>globalThis.otherTabOrder = ${json};</script><script>${script.replaceAll('</script', '<\\/script')}</script>`;
  const answered = Promise.withResolvers<OtherTabAnswer>();
  const onMessage = ({ source, data }: MessageEvent<{ answer?: OtherTabAnswer; error?: string }>): void => {
    if (source !== frame.contentWindow) return;
    if (data.answer !== undefined) answered.resolve(data.answer);
    else answered.reject(new Error(data.error));
  };
  addEventListener('message', onMessage);
  document.body.append(frame);
  try {
    return { answer: await answered.promise, kill: () => frame.remove() };
  } finally {
    removeEventListener('message', onMessage);
  }
}
