import { consoleTable } from './console-table.ts';
import { defineHidden } from './define.ts';
import { callerFrames } from './frames.ts';
import { host, wire } from './host.ts';
import { formatLine, inspect, type InspectOptions } from './inspect.ts';

type Stream = 'stdout' | 'stderr';

let indent = '';
const counts = new Map<string, number>();
const timers = new Map<string, number>();

export function print(stream: Stream, text: string): void {
  host.print(stream, wire(text));
}

function printLine(stream: Stream, line: string): void {
  print(stream, `${indent === '' ? line : indent + line.replaceAll('\n', `\n${indent}`)}\n`);
}

function log(...args: unknown[]): void {
  printLine('stdout', formatLine(args));
}

function error(...args: unknown[]): void {
  printLine('stderr', formatLine(args));
}

function group(...args: unknown[]): void {
  if (args.length > 0) log(...args);
  indent += '  ';
}

function elapsed(label: string): string | undefined {
  const since = timers.get(label);
  if (since === undefined) {
    error(`Warning: No such label '${label}' for console.time()`);
    return undefined;
  }
  const ms = host.now() - since;
  return `${label}: ${ms >= 1000 ? `${(ms / 1000).toFixed(3)}s` : `${Number(ms.toPrecision(4))}ms`}`;
}

const methods = {
  log,
  info: log,
  debug: log,
  error,
  warn: error,
  dir: (value: unknown, options?: InspectOptions) => printLine('stdout', inspect(value, { customInspect: false, ...options })),
  dirxml: log,
  table: (data: unknown, columns?: readonly string[]) => {
    const table = consoleTable(data, columns);
    if (table === undefined) log(data);
    else printLine('stdout', table);
  },
  trace: (...args: unknown[]) =>
    printLine('stderr', [`Trace${args.length > 0 ? `: ${formatLine(args)}` : ''}`, callerFrames()].join('\n')),
  assert: (condition?: unknown, ...args: unknown[]) => {
    if (condition) return;
    if (typeof args[0] === 'string') error(`Assertion failed: ${args[0]}`, ...args.slice(1));
    else if (args.length > 0) error('Assertion failed:', ...args);
    else error('Assertion failed');
  },
  group,
  groupCollapsed: group,
  groupEnd: () => {
    indent = indent.slice(2);
  },
  count: (label: unknown = 'default') => {
    const key = String(label);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    log(`${key}: ${counts.get(key)}`);
  },
  countReset: (label: unknown = 'default') => {
    if (!counts.delete(String(label))) error(`Warning: Count for '${String(label)}' does not exist`);
  },
  time: (label: unknown = 'default') => {
    const key = String(label);
    if (timers.has(key)) error(`Warning: Label '${key}' already exists for console.time()`);
    else timers.set(key, host.now());
  },
  timeLog: (label: unknown = 'default', ...args: unknown[]) => {
    const text = elapsed(String(label));
    if (text !== undefined) log(text, ...args);
  },
  timeEnd: (label: unknown = 'default') => {
    const text = elapsed(String(label));
    if (text !== undefined) log(text);
    timers.delete(String(label));
  },
};

/** `console`, as Node prints it. What goes to stderr in Node does here. */
export function makeConsole(): object {
  const console: object = {};
  for (const [name, method] of Object.entries(methods)) {
    const own = (...args: unknown[]): void => (method as (...args: unknown[]) => void)(...args);
    defineHidden(own, 'name', name);
    Object.assign(console, { [name]: own });
  }
  defineHidden(console, Symbol.toStringTag, 'console');
  return console;
}
