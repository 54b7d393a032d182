/**
 * A worker without our kit. It boots as it should, so that it is given a run; then it waits for the code of the run, and does with
 * the port and its own global scope what the named attack says.
 */
import type { BootMessage, PageMessage } from '../../src/protocol/page-messages.ts';
import { rawAttacks } from './raw-attacks.ts';

self.addEventListener(
  'message',
  ({ data: { port } }: MessageEvent<BootMessage>) => {
    port.onmessage = ({ data }: MessageEvent<PageMessage>) => {
      if (data.type !== 'start') return;
      const attack = rawAttacks[data.code];
      if (attack === undefined) throw new Error(`no raw attack "${data.code}"`);
      attack(port, data);
    };
    port.postMessage({ type: 'ready', protocol: 1 });
  },
  { once: true },
);
