import { host } from './host.ts';
import { errorFrames } from './frames.ts';
import { defineHidden } from './define.ts';

export type InspectOptions = Record<string, unknown>;
type InspectModule = {
  inspect: ((value: unknown, options?: InspectOptions) => string) & { custom: symbol };
  format: (...args: unknown[]) => string;
  formatWithOptions: (options: InspectOptions, ...args: unknown[]) => string;
};

let loaded: InspectModule | undefined;

/** Node's own inspection, loaded when it is first needed: it is large, and most of what is printed is text. */
export function inspection(): InspectModule {
  loaded ??= host.bundle('inspect') as InspectModule;
  return loaded;
}

export function inspect(value: unknown, options?: InspectOptions): string {
  return inspection().inspect(value, options);
}

/** What `console.log` prints, without the line break. */
export function formatLine(args: unknown[]): string {
  const simple = args.every(isSimple) && !(args.length > 1 && typeof args[0] === 'string' && args[0].includes('%'));
  return simple ? args.map(simpleText).join(' ') : inspection().format(...args);
}

function isSimple(value: unknown): boolean {
  return value === null || (typeof value !== 'object' && typeof value !== 'function' && typeof value !== 'symbol');
}

function simpleText(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`;
  return Object.is(value, -0) ? '-0' : String(value);
}

/** Errors print as in Node: name, message and frames, then what else they hold. */
export function installErrorInspection(): void {
  defineHidden(
    Error.prototype,
    Symbol.for('nodejs.util.inspect.custom'),
    function (this: Error, _depth: number, options: InspectOptions) {
      const rest = Object.entries(this).filter(([key]) => key !== 'fileName' && key !== 'lineNumber');
      const cause = 'cause' in this ? [['[cause]', this.cause] as const] : [];
      const text = errorText(this);
      if (rest.length + cause.length === 0) return text;
      const parts = [...rest, ...cause].map(([key, value]) => `  ${key}: ${inspect(value, options).replaceAll('\n', '\n  ')}`);
      return `${text} {\n${parts.join(',\n')}\n}`;
    },
  );
}

/** `TypeError: x` and the user's frames. */
export function errorText(error: Error): string {
  const frames = errorFrames(error);
  const head = errorHead(error);
  return frames === '' ? `[${head}]` : `${head}\n${frames}`;
}

export function errorHead(error: Error): string {
  const message = String(error.message);
  return message === '' ? errorType(error) : `${errorType(error)}: ${message}`;
}

/** Its name, or that of its class where the class did not set one. */
export function errorType(error: Error): string {
  const name = String(error.name);
  const className: unknown = error.constructor?.name;
  return name === 'Error' && typeof className === 'string' && className !== '' ? className : name;
}
