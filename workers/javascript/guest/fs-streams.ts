import events from 'events';
import { Readable } from './readable.ts';

type Files = {
  readFile(path: unknown, options?: string): unknown;
  writeFile(path: unknown, data: unknown, options?: string): void;
  appendFile(path: unknown, data: unknown, options?: string): void;
};
type StreamOptions = string | { encoding?: string; flags?: string };
type Done = (error?: unknown) => void;

/** `fs.createWriteStream` and `fs.createReadStream` over whole files: every write is in the file when it returns. */
export function fsStreams(files: Files): Record<string, unknown> {
  return {
    createWriteStream: (path: unknown, options?: StreamOptions) => new WriteStream(files, path, options),
    createReadStream: (path: unknown, options?: StreamOptions) => new ReadStream(files, path, options),
  };
}

class WriteStream extends events.EventEmitter {
  readonly path: unknown;
  bytesWritten = 0;
  writable = true;
  readonly #files: Files;

  constructor(files: Files, path: unknown, options?: StreamOptions) {
    super();
    this.path = path;
    this.#files = files;
    if (!(typeof options === 'object' && options.flags?.startsWith('a') === true)) files.writeFile(path, '');
    queueMicrotask(() => this.emit('open'));
  }
  write(data: unknown, encoding?: string | Done, done?: Done): boolean {
    if (!this.writable) throw new Error('write after end');
    this.#files.appendFile(this.path, data, typeof encoding === 'string' ? encoding : undefined);
    this.bytesWritten += typeof data === 'string' ? data.length : (data as Uint8Array).byteLength;
    const callback = typeof encoding === 'function' ? encoding : done;
    if (callback !== undefined) queueMicrotask(() => callback());
    return true;
  }
  end(data?: unknown, encoding?: string | Done, done?: Done): this {
    const callback = [data, encoding, done].find((argument) => typeof argument === 'function') as Done | undefined;
    if (data !== undefined && data !== null && typeof data !== 'function') this.write(data, encoding);
    this.writable = false;
    queueMicrotask(() => {
      this.emit('finish');
      this.emit('close');
      callback?.();
    });
    return this;
  }
  close(done?: Done): void {
    if (this.writable) this.end(done);
  }
}

class ReadStream extends Readable {
  readonly path: unknown;

  constructor(files: Files, path: unknown, options?: StreamOptions) {
    super(() => [files.readFile(path)], typeof options === 'string' ? options : options?.encoding);
    this.path = path;
    // Whoever only wants to hear of its end or of what fails does.
    queueMicrotask(() => {
      if (this.listenerCount('end') + this.listenerCount('error') > 0) this.resume();
    });
  }
}
