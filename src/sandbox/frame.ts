import type { BootMessage } from '../protocol/page-messages.ts';
import { FRAME_DOCUMENT, SANDBOX_POLICY } from './frame-script.ts';

/** A sealed frame with one worker in it. The worker speaks on `port`, the frame's own main thread on `control`. */
export type SealedFrame = {
  port: MessagePort;
  control: MessagePort;
  /** Ends both ports at once. Nothing of the frame is heard or answered from here on. */
  close(): void;
  /** Ends both ports, then the frame with its worker and all that the worker started. */
  destroy(): void;
};

/** The frame is alive but cannot be seen, reached by keyboard or read out. `display: none` would let the browser throttle it. */
const HIDDEN = 'position:fixed;inset:0 auto auto -10px;width:1px;height:1px;border:0;opacity:0;pointer-events:none';

type HtmlPolicy = { createHTML(html: string): string };
type PolicyFactory = { createPolicy(name: string, rules: HtmlPolicy): HtmlPolicy };

const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };

/** Allows one text alone: the constant document of a frame. */
const policy = trustedTypes?.createPolicy(SANDBOX_POLICY, {
  createHTML: (html) => {
    if (html !== FRAME_DOCUMENT) throw new TypeError('only the sealed frame is allowed');
    return html;
  },
});

/** Opens a frame, and starts a worker of `source` in it as soon as its document is there. */
export function openFrame(source: Blob, boot: Omit<BootMessage, 'port'>): SealedFrame {
  const run = new MessageChannel();
  const control = new MessageChannel();
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.setAttribute('aria-hidden', 'true');
  frame.setAttribute('referrerpolicy', 'no-referrer');
  frame.inert = true;
  frame.tabIndex = -1;
  frame.title = 'Sandbox';
  frame.style.cssText = HIDDEN;
  frame.srcdoc = policy?.createHTML(FRAME_DOCUMENT) ?? FRAME_DOCUMENT;
  frame.addEventListener('load', () => frame.contentWindow?.postMessage({ source, boot }, '*', [control.port2, run.port2]), {
    once: true,
  });
  document.body.append(frame);
  const close = (): void => {
    for (const port of [run.port1, control.port1]) {
      port.onmessage = null;
      port.close();
    }
  };
  return {
    port: run.port1,
    control: control.port1,
    close,
    destroy: () => {
      close();
      frame.remove();
    },
  };
}
