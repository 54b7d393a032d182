import type { BootMessage } from '../protocol/page-messages.ts';
import { workerMessageSchema } from '../protocol/run-messages.ts';
import type { RuntimeBytes } from './assets.ts';
import { openFrame, type SealedFrame } from './frame.ts';
import type { RetiredFrames } from './retired-frames.ts';
import { RuntimeLoadError } from './runtime-load-error.ts';
import { watchFrame } from './watchdog.ts';

/** How long a frame may stay silent: one that runs nothing yet is cheap to replace, one that does would take someone's work along. */
const IDLE_PATIENCE_MS = 1000;
const RUNNING_PATIENCE_MS = 3000;

/** A booted worker in a sealed frame, good for one run. */
export class SealedWorker {
  readonly memoryBytes: number;
  readonly port: MessagePort;
  /** Called once if the frame's process is gone before the worker is killed. */
  onLost: () => void = () => undefined;
  /** True once code runs on it: then more silence is borne. */
  running = false;
  readonly #frame: SealedFrame;
  readonly #retired: RetiredFrames;
  readonly #stopWatching: () => void;

  constructor(frame: SealedFrame, memoryBytes: number, retired: RetiredFrames) {
    this.#frame = frame;
    this.#retired = retired;
    this.port = frame.port;
    this.memoryBytes = memoryBytes;
    this.#stopWatching = watchFrame(
      frame.control,
      () => (this.running ? RUNNING_PATIENCE_MS : IDLE_PATIENCE_MS),
      () => this.#lose(),
    );
  }

  /** Closes the port first, so that nothing that waits in it is heard, then ends the worker and its frame. */
  kill(): void {
    this.onLost = () => undefined;
    this.#stopWatching();
    this.#frame.destroy();
  }

  /** As `kill`, for a worker whose code has ended by itself: the ports are closed at once, and the frame goes when it is retired. */
  release(): void {
    this.onLost = () => undefined;
    this.#stopWatching();
    this.#frame.close();
    this.#retired.add(() => this.#frame.destroy());
  }

  #lose(): void {
    const { onLost } = this;
    this.kill();
    onLost();
  }
}

/** Starts a worker and waits until it says that it is ready. Throws `RuntimeLoadError`. */
export function startWorker(
  label: string,
  bytes: RuntimeBytes,
  { memoryBytes, bootLimitMs, retired }: { memoryBytes: number; bootLimitMs: number; retired: RetiredFrames },
): Promise<SealedWorker> {
  const boot: Omit<BootMessage, 'port'> = {
    type: 'boot',
    assets: bytes.assets,
    memory_bytes: memoryBytes,
  };
  const frame = openFrame(bytes.source, boot);
  return new Promise((resolve, reject) => {
    const fail = (problem: string): void => {
      clearTimeout(timer);
      frame.destroy();
      reject(new RuntimeLoadError(`${label} did not start: ${problem}`));
    };
    const timer = setTimeout(
      () => fail(`it was not ready within ${bootLimitMs / 1000} s. Close other tabs and try again.`),
      bootLimitMs,
    );
    frame.control.onmessage = ({ data }: MessageEvent<{ type: string; message?: string }>) => {
      if (data.type === 'error') fail(data.message ?? 'its script could not be run');
    };
    frame.port.onmessage = ({ data }) => {
      const message = workerMessageSchema.safeParse(data).data;
      if (message?.type === 'boot_failed') return fail(message.message);
      if (message?.type !== 'ready') return fail('it said something else than that it is ready');
      clearTimeout(timer);
      frame.control.onmessage = null;
      frame.port.onmessage = null;
      resolve(new SealedWorker(frame, memoryBytes, retired));
    };
  });
}
