import { type Display, displayRowsSchema, displaySchema } from '../core/display.ts';
import type { Cell } from '../core/json.ts';
import type { Limits } from '../core/limits.ts';
import { type FileChange, workspacePath } from '../core/workspace.ts';
import { capTexts } from '../protocol/cap-texts.ts';
import { FileMeter } from '../protocol/file-meter.ts';
import { utf8Bytes } from '../protocol/text-size.ts';
import { parseGuestJson } from './guest-json.ts';

/** "dropped": it was malformed; `exceeded` names the limit that it passed. */
export type Taken<T> = { kind: 'taken'; value: T } | { kind: 'dropped' } | { kind: 'exceeded'; message: string };

/** How often a run may rewrite all the bytes that it may keep before it counts as a flood. */
const REWRITES = 20;

/** The displays and files of one run, counted against its limits whatever the worker counted. */
export class RunArtifacts {
  readonly #limits: Limits;
  readonly #workspace: ReadonlySet<string>;
  readonly #changes = new Map<string, Uint8Array | null>();
  readonly #meter = new FileMeter();
  #displays = 0;
  #displayBytes = 0;
  /** Of the table that is shown next. */
  #rows: Cell[][] = [];
  #fileBytesReceived = 0;

  constructor(limits: Limits, workspace: ReadonlySet<string>) {
    this.#limits = limits;
    this.#workspace = workspace;
  }

  /** What the run did to the workspace. A file that it made and deleted again is none. */
  changes(): FileChange[] {
    return Array.from(this.#changes, ([path, content]) => ({ path, content }));
  }

  display(json: string): Taken<Display> {
    this.#displays += 1;
    const { displays } = this.#limits;
    if (this.#displays > displays) return { kind: 'exceeded', message: capTexts.displays(displays) };
    const exceeded = this.#countDisplayed(json);
    if (exceeded !== undefined) return exceeded;
    const rows = this.#rows;
    this.#rows = [];
    const display = displaySchema.safeParse(parseGuestJson(json)?.value).data;
    if (display === undefined || (rows.length > 0 && display.kind !== 'table')) return { kind: 'dropped' };
    const whole = display.kind === 'table' && rows.length > 0 ? { ...display, rows: rows.concat(display.rows) } : display;
    return isRectangular(whole) ? { kind: 'taken', value: whole } : { kind: 'dropped' };
  }

  displayRows(json: string): Taken<null> {
    const exceeded = this.#countDisplayed(json);
    if (exceeded !== undefined) return exceeded;
    const rows = displayRowsSchema.safeParse(parseGuestJson(json)?.value).data;
    if (rows === undefined) return { kind: 'dropped' };
    for (const row of rows) this.#rows.push(row);
    return { kind: 'taken', value: null };
  }

  file(rawPath: string, content: Uint8Array<ArrayBuffer> | null): Taken<{ path: string; bytes: number | null }> {
    const checked = workspacePath(rawPath);
    // A small view of a large buffer would keep all of it.
    if (!checked.ok || (content !== null && content.byteLength !== content.buffer.byteLength)) return { kind: 'dropped' };
    const bytes = content?.byteLength ?? null;
    const { files, file_bytes } = this.#limits;
    this.#meter.set(checked.path, bytes);
    this.#fileBytesReceived += bytes ?? 0;
    if (this.#meter.files > files) return { kind: 'exceeded', message: capTexts.files(files) };
    if (this.#meter.bytes > file_bytes) return { kind: 'exceeded', message: capTexts.file_bytes(file_bytes) };
    if (this.#fileBytesReceived > REWRITES * file_bytes)
      return { kind: 'exceeded', message: capTexts.rewrites(REWRITES * file_bytes) };
    this.#changes.delete(checked.path);
    if (content !== null || this.#workspace.has(checked.path)) this.#changes.set(checked.path, content);
    return { kind: 'taken', value: { path: checked.path, bytes } };
  }

  #countDisplayed(json: string): Extract<Taken<never>, { kind: 'exceeded' }> | undefined {
    this.#displayBytes += utf8Bytes(json);
    const { display_bytes } = this.#limits;
    return this.#displayBytes > display_bytes ? { kind: 'exceeded', message: capTexts.display_bytes(display_bytes) } : undefined;
  }
}

function isRectangular(display: Display): boolean {
  return display.kind !== 'table' || display.rows.every((row) => row.length === display.columns.length);
}
