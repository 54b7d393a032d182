const PING_EVERY_MS = 250;

/**
 * Asks a frame's main thread for a sign of life and calls `onSilence` once, when it has missed `allowedMs` of them. A frame whose
 * process is gone sends no event, and neither does its worker. Counted in pings sent, so that a page that slept blames nobody.
 */
export function watchFrame(control: MessagePort, allowedMs: () => number, onSilence: () => void): () => void {
  let unanswered = 0;
  const onPong = ({ data }: MessageEvent<unknown>): void => {
    if (isPong(data)) unanswered = 0;
  };
  control.addEventListener('message', onPong);
  const timer = setInterval(() => {
    if (unanswered * PING_EVERY_MS >= allowedMs()) {
      stop();
      onSilence();
      return;
    }
    unanswered += 1;
    control.postMessage({ type: 'ping' });
  }, PING_EVERY_MS);
  const stop = (): void => {
    clearInterval(timer);
    control.removeEventListener('message', onPong);
  };
  return stop;
}

function isPong(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'pong';
}
