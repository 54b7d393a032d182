export { default as locksFrame } from './web-locks-frame.ts?iife';
export { default as scanTotalsFrame } from './scan-totals-frame.ts?iife';

/** What one of these scripts posts to its parent from a frame of an opaque origin, to which the browser refuses storage and locks. */
export async function toldInFrame(scriptUrl: string): Promise<unknown> {
  const script = await (await fetch(scriptUrl)).text();
  const frame = document.createElement('iframe');
  frame.sandbox.add('allow-scripts');
  frame.srcdoc = `<script>${script}</script>`;
  const told = new Promise((resolve) => {
    addEventListener('message', ({ source, data }) => source === frame.contentWindow && resolve(data));
  });
  document.body.append(frame);
  return await told.finally(() => frame.remove());
}
