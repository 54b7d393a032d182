import type { z } from 'zod';
import { AppError, StorageError } from '../../core/app-error.ts';
import type { BackupCounts, BackupKind, BackupParts, BackupSink, BackupTask, MadeBackup } from '../../core/ports/backup.ts';
import type { Storage } from '../../core/ports/stores.ts';
import type { Run } from '../../core/run.ts';
import type { Settings } from '../../core/settings.ts';
import { conversationSchema } from '../../core/conversation.ts';
import { interruption } from '../storage/run-rules.ts';
import { archiveLimits, BACKUP_FORMAT, contentName, MANIFEST, type Manifest } from './archive-format.ts';
import { ArchiveWriter, LinesWriter } from './archive-writer.ts';
import { Breather } from './breathe.ts';
import {
  fileLineSchema,
  importSchema,
  keptSettingsSchema,
  lastRunSchema,
  MOST_TABLES,
  runSchema,
  signerSchema,
  tableSchema,
  workflowLineSchema,
  type Facts,
  type FileLine,
} from './record-schemas.ts';
import { checkRecord, parseLine, recordProblem } from './record-problem.ts';

export type BackupSource = {
  storage: Storage;
  settings: () => Settings;
  builtins: readonly { id: string; name: string }[];
  appVersion: string;
};

/** Room is left for the members that list the files. */
const MOST_MEMBERS = archiveLimits.entries - 1000;
/** Runs that are read at once. */
const RUNS_AT_ONCE = 20;
const RUNS_PAGE = 100;

const nothing = (): BackupCounts => ({
  workflows: 0,
  versions: 0,
  runs: 0,
  files: 0,
  file_bytes: 0,
  conversations: 0,
  tables: 0,
});

/** Everything that there is, as it is counted now. */
export async function countAll({ storage }: Pick<BackupSource, 'storage'>): Promise<BackupCounts> {
  const [workflows, runs, files, conversations, tables] = await Promise.all([
    storage.workflows.list(),
    storage.runs.count(),
    storage.files.list(),
    storage.conversations.list(),
    storage.tables.list(),
  ]);
  return {
    workflows: workflows.length,
    versions: workflows.reduce((sum, { version }) => sum + version, 0),
    runs,
    files: files.length,
    file_bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    conversations: conversations.length,
    tables: tables.filter(({ source }) => source === 'workspace').length,
  };
}

/** Writes the archive and closes the sink; where it fails or is broken off, the sink is told to throw away what it has. */
export async function makeBackup(
  source: BackupSource,
  parts: BackupParts,
  sink: BackupSink,
  task: BackupTask = {},
): Promise<MadeBackup> {
  const breather = new Breather(task.signal);
  try {
    const made = await new BackupMaker(source, new ArchiveWriter(sink, breather), breather, task).make(parts);
    await sink.close();
    return made;
  } catch (error) {
    // What is wrong is told already; a sink that cannot even be given up adds nothing to it.
    await sink.abort().catch(() => undefined);
    throw task.signal?.aborted === true || error instanceof AppError ? error : unwritten(error);
  } finally {
    breather.close();
  }
}

function unwritten(cause: unknown): StorageError {
  const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return new StorageError(
    `The back-up could not be written (${reason}). Free space on the disk or choose another folder, then try again.`,
    { cause },
  );
}

class BackupMaker {
  readonly #source: BackupSource;
  readonly #archive: ArchiveWriter;
  readonly #breather: Breather;
  readonly #task: BackupTask;
  readonly #counts = nothing();
  readonly #leftOut: string[] = [];

  constructor(source: BackupSource, archive: ArchiveWriter, breather: Breather, task: BackupTask) {
    this.#source = source;
    this.#archive = archive;
    this.#breather = breather;
    this.#task = task;
  }

  async make(parts: BackupParts): Promise<MadeBackup> {
    const totals = await countAll(this.#source);
    await this.#addWorkflows(totals.workflows);
    await this.#addFacts(parts.files);
    if (parts.conversations) await this.#addConversations();
    if (parts.runs) await this.#addRuns(totals.runs);
    if (parts.files) await this.#addFiles();
    const manifest: Manifest = {
      app: 'sandbank',
      kind: 'backup',
      format: BACKUP_FORMAT,
      app_version: this.#source.appVersion,
      made_at: new Date().toISOString(),
      counts: this.#counts,
      members: this.#archive.members,
    };
    await this.#archive.end(MANIFEST, JSON.stringify(manifest, null, 1));
    return { made_at: manifest.made_at, bytes: this.#archive.bytes, counts: this.#counts, left_out: this.#leftOut };
  }

  async #addWorkflows(total: number): Promise<void> {
    const { workflows } = this.#source.storage;
    const lines = new LinesWriter(this.#archive, 'workflows');
    for (const { id, name, created_at } of await workflows.list()) {
      const versions: string[] = [];
      for (const { version } of (await workflows.versions(id)).toReversed()) {
        const what = `Version ${version} of the workflow "${name.slice(0, 100)}"`;
        const json = await this.#read(what, async () => {
          const whole = await workflows.version(id, version);
          if (whole === undefined) return undefined;
          const { workflow_id: _, ...rest } = whole;
          return this.#line(what, { kind: 'version', ...rest }, (value) => recordProblem(workflowLineSchema, value));
        });
        if (json !== undefined) versions.push(json);
      }
      const head = { kind: 'workflow', id, name, created_at, versions: versions.length };
      const json = this.#line(`The workflow "${name.slice(0, 100)}"`, head, (value) => recordProblem(workflowLineSchema, value));
      if (json === undefined) continue;
      for (const line of [json, ...versions]) await lines.add(line);
      this.#counts.versions += versions.length;
      this.#done('workflows', ++this.#counts.workflows, total);
    }
    await lines.flush();
  }

  async #addFacts(withTables: boolean): Promise<void> {
    const { storage, settings, builtins } = this.#source;
    const ids = [...(await storage.workflows.list()).map(({ id }) => id), ...builtins.map(({ id }) => id)];
    const runs = (await Promise.all(ids.map(async (id) => ({ id, at: await storage.workflows.lastRunAt(id) })))).filter(
      ({ at }) => at !== null,
    );
    const tables = (withTables ? await storage.tables.list() : []).flatMap(({ name, path, added_at, left_out }) =>
      path === undefined ? [] : [{ name, path, added_at, ...(left_out === true ? { left_out } : {}) }],
    );
    const sharing = await storage.sharing();
    const imports = (await Promise.all(ids.map((id) => sharing.importOf(id)))).filter((each) => each !== undefined);
    const facts: Facts = {
      last_runs: this.#fitting('The time of a last run', lastRunSchema, runs),
      settings: keptSettingsSchema.parse(settings()),
      tables: this.#fitting('The name of a table', tableSchema, tables.slice(0, MOST_TABLES)),
      signers: this.#fitting('The name of a signer', signerSchema, await sharing.signers()),
      imports: this.#fitting('Where a workflow came from', importSchema, imports),
    };
    if (tables.length > MOST_TABLES)
      this.#leftOut.push(`${tables.length - MOST_TABLES} names of tables: one archive holds ${MOST_TABLES} of them.`);
    this.#counts.tables = facts.tables.length;
    await this.#archive.addText('facts.json', 'facts', JSON.stringify(facts, null, 1));
  }

  async #addConversations(): Promise<void> {
    const { conversations } = this.#source.storage;
    const lines = new LinesWriter(this.#archive, 'conversations');
    const list = await conversations.list();
    for (const [index, { id, title }] of list.entries()) {
      const what = `The conversation "${title.slice(0, 100)}"`;
      const json = await this.#read(what, async () => {
        const conversation = await conversations.get(id);
        return conversation && this.#line(what, conversation, (value) => recordProblem(conversationSchema, value));
      });
      if (json !== undefined) {
        await lines.add(json);
        this.#counts.conversations += 1;
      }
      this.#done('conversations', index + 1, list.length);
    }
    await lines.flush();
  }

  async #addRuns(total: number): Promise<void> {
    const { runs } = this.#source.storage;
    const lines = new LinesWriter(this.#archive, 'runs');
    let before: string | undefined;
    for (let seen = 0; ;) {
      const page = await runs.list({ limit: RUNS_PAGE, ...(before === undefined ? {} : { before }) });
      for (let from = 0; from < page.length; from += RUNS_AT_ONCE) {
        const ids = page.slice(from, from + RUNS_AT_ONCE).map(({ run_id }) => run_id);
        const texts = await Promise.all(
          ids.map((id) => this.#read(`The run ${id}`, async () => this.#runLine(await runs.get(id)))),
        );
        for (const json of texts) {
          if (json === undefined) continue;
          await lines.add(json);
          this.#counts.runs += 1;
        }
        seen += ids.length;
        this.#done('runs', seen, Math.max(seen, total));
      }
      before = page.at(-1)?.run_id;
      if (page.length < RUNS_PAGE) break;
    }
    await lines.flush();
  }

  async #runLine(run: Run | undefined): Promise<string | undefined> {
    await this.#breather.breathe();
    if (run === undefined) return undefined;
    const ended = run.status === 'running' ? { ...run, status: 'interrupted' as const, error: interruption } : run;
    return this.#line(`The run ${run.run_id}`, ended, (value) => recordProblem(runSchema, value));
  }

  async #addFiles(): Promise<void> {
    const files = await this.#source.storage.files.snapshot();
    const total = files.reduce((sum, { content }) => sum + content.size, 0);
    const lines = new LinesWriter(this.#archive, 'files');
    let done = 0;
    for (const [index, { file, content }] of files.entries()) {
      const { path, media_type, modified_at, run_id } = file;
      const member = contentName(path, index);
      const line: FileLine = { path, member, media_type, modified_at, ...(run_id === undefined ? {} : { run_id }) };
      const json = this.#line(`The file ${path}`, line, (value) => recordProblem(fileLineSchema, value));
      if (json === undefined) continue;
      if (this.#archive.members.length > MOST_MEMBERS) {
        this.#leftOut.push(`The file ${path}: one archive holds no more files. Download it by itself.`);
        continue;
      }
      await this.#archive.addContent(member, path, content, (bytes) => this.#done('files', (done += bytes), total));
      await lines.add(json);
      this.#counts.files += 1;
      this.#counts.file_bytes += content.size;
    }
    await lines.flush();
  }

  /** Those that could be restored; the others are said. */
  #fitting<T>(what: string, schema: z.ZodType<T>, values: readonly unknown[]): T[] {
    return values.flatMap((value) => {
      const checked = checkRecord(schema, value);
      if (checked.ok) return [checked.value];
      this.#leftOut.push(`${what}: ${checked.problem}.`);
      return [];
    });
  }

  /** The record as a line, or undefined where it could not be restored from it: then it is left out, and said. */
  #line(what: string, record: unknown, problemOf: (value: unknown) => string | undefined): string | undefined {
    const json = jsonOf(record);
    const parsed = json === undefined ? undefined : parseLine(json);
    const problem = parsed === undefined ? 'it nests too deep' : parsed.ok ? problemOf(parsed.value) : parsed.problem;
    if (problem === undefined) return json;
    this.#leftOut.push(`${what}: ${problem}.`);
    return undefined;
  }

  /** What cannot be read is left out, and said; what the storage as a whole cannot do ends the back-up. */
  async #read<T>(what: string, read: () => Promise<T>): Promise<T | undefined> {
    await this.#breather.breathe();
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      this.#leftOut.push(`${what}: ${error.message}`);
      return undefined;
    }
  }

  #done(kind: BackupKind, done: number, total: number): void {
    this.#task.onProgress?.({ kind, done, total });
  }
}

/** Undefined where it nests deeper than the browser can write. */
function jsonOf(record: unknown): string | undefined {
  try {
    return JSON.stringify(record);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
