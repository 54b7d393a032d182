import { AppError, StorageError } from '../../core/app-error.ts';
import { conversationSchema } from '../../core/conversation.ts';
import type {
  BackupCounts,
  BackupKind,
  BackupTask,
  ConflictChoice,
  RestoreChoices,
  RestoredBackup,
} from '../../core/ports/backup.ts';
import type { RestoreFile } from '../../core/ports/stores.ts';
import type { Run } from '../../core/run.ts';
import type { Settings } from '../../core/settings.ts';
import { mediaType } from '../../core/workspace.ts';
import { takenNames } from '../duckdb/local/table-name.ts';
import { randomDigits } from '../storage/random-id.ts';
import type { ArchiveReader } from './archive-reader.ts';
import type { Breather } from './breathe.ts';
import type { BackupSource } from './make-backup.ts';
import { nameProblem, type BackupPlan } from './plan-backup.ts';
import { withCare, type ConversationStep } from './plan-conversations.ts';
import type { FilePlan, FileStep } from './plan-files.ts';
import { longerRetention, mergedSettings } from './plan-settings.ts';
import { runSchema, type Facts } from './record-schemas.ts';

export type BackupTarget = BackupSource & {
  changeSettings: (patch: Partial<Settings>) => Promise<void>;
  /** Local tables were added to the storage. */
  onTables: () => void;
};

/** Runs written in one transaction, and the length of their JSON: one that ends meanwhile waits for no longer than that. */
const RUNS_AT_ONCE = 50;
const LENGTH_AT_ONCE = 1_000_000;

const KINDS = { workflows: 0, versions: 0, runs: 0, files: 0, file_bytes: 0, conversations: 0, tables: 0 };

/** Merges step by step. Where the storage fails, or it is broken off, it stops and says what there is. */
export async function restoreBackup(
  archive: ArchiveReader,
  plan: BackupPlan,
  target: BackupTarget,
  choices: RestoreChoices,
  breather: Breather,
  task: BackupTask,
): Promise<RestoredBackup> {
  return await new Restorer(archive, plan, target, choices, breather, task).restore();
}

class Restorer {
  readonly #archive: ArchiveReader;
  readonly #plan: BackupPlan;
  readonly #target: BackupTarget;
  readonly #choices: RestoreChoices;
  readonly #breather: Breather;
  readonly #task: BackupTask;
  readonly #added: BackupCounts = { ...KINDS };
  #settings = false;

  constructor(
    archive: ArchiveReader,
    plan: BackupPlan,
    target: BackupTarget,
    choices: RestoreChoices,
    breather: Breather,
    task: BackupTask,
  ) {
    this.#archive = archive;
    this.#plan = plan;
    this.#target = target;
    this.#choices = choices;
    this.#breather = breather;
    this.#task = task;
  }

  async restore(): Promise<RestoredBackup> {
    try {
      await this.#restoreSettings();
      await this.#workflows();
      await this.#lastRunsOfBuiltins();
      await this.#signers();
      await this.#files();
      await this.#tables();
      await this.#conversations();
      await this.#runs();
      return { added: this.#added, settings: this.#settings };
    } catch (error) {
      if (this.#task.signal?.aborted !== true && !(error instanceof AppError)) throw error;
      const stopped = error instanceof AppError ? error.message : 'It was broken off.';
      return { added: this.#added, settings: this.#settings, stopped };
    }
  }

  async #restoreSettings(): Promise<void> {
    const { facts, report } = this.#plan;
    if (this.#choices.settings === 'mine' || facts === undefined || report.settings.length === 0) return;
    await this.#target.changeSettings(mergedSettings(this.#target.settings(), facts.settings));
    this.#settings = true;
  }

  async #workflows(): Promise<void> {
    const { workflows } = this.#target.storage;
    if (this.#choices.workflows === 'none') return;
    const { facts } = this.#plan;
    const lastRuns = new Map((facts?.last_runs ?? []).map(({ id, at }) => [id, at]));
    const origins = new Map((facts?.imports ?? []).map((record) => [record.workflow_id, record]));
    for (const [index, plan] of this.#plan.workflows.entries()) {
      await this.#breather.breathe();
      const step = stepOf(plan, this.#choices.workflows);
      if (step !== undefined) {
        // First: where it is broken off in between, the workflow is still to be written, and all of it is done again.
        const [at, origin] = [lastRuns.get(step.id), origins.get(step.id)];
        if (at !== undefined && at <= now()) await workflows.ranAt(step.id, at);
        if (origin !== undefined && step.seen === 0) await this.#origin(origin);
        await workflows.restore(step);
        this.#added.workflows += 1;
        this.#added.versions += step.versions.length;
      }
      this.#done('workflows', index + 1, this.#plan.workflows.length);
    }
  }

  /**
   * Where a workflow that was not here came from, unless that is known: an archive says nothing of those that are. Its key is the word of
   * the archive on who signed, as the names of signers are.
   */
  async #origin({ key_id, imported_at, ...record }: NonNullable<Facts['imports']>[number]): Promise<void> {
    const { storage } = this.#target;
    const sharing = await storage.sharing();
    const id = record.workflow_id;
    if ((await storage.workflows.get(id)) !== undefined || (await sharing.importOf(id)) !== undefined) return;
    await sharing.putImport({
      ...record,
      ...(key_id === undefined || !this.#choices.signers ? {} : { key_id }),
      imported_at: imported_at < now() ? imported_at : now(),
    });
  }

  /** They are here whatever is restored: only what is not known of them is taken. */
  async #lastRunsOfBuiltins(): Promise<void> {
    const { storage, builtins } = this.#target;
    if (this.#choices.workflows === 'none') return;
    const ids = new Set(builtins.map(({ id }) => id));
    for (const { id, at } of this.#plan.facts?.last_runs ?? []) {
      await this.#breather.breathe();
      if (!ids.has(id) || at > now() || (await storage.workflows.lastRunAt(id)) !== null) continue;
      await storage.workflows.ranAt(id, at);
    }
  }

  async #signers(): Promise<void> {
    if (!this.#choices.signers) return;
    const sharing = await this.#target.storage.sharing();
    for (const signer of this.#plan.signers) {
      await this.#breather.breathe();
      await sharing.putSigner(signer);
    }
  }

  async #files(): Promise<void> {
    const choice = this.#choices.files;
    if (choice === 'none') return;
    const total = this.#plan.files.reduce((sum, { file }) => sum + file.member.bytes, 0);
    let done = 0;
    for (const plan of this.#plan.files) {
      await this.#breather.breathe();
      const step = stepOf(plan, choice);
      if (step !== undefined) await this.#file(plan, step, (bytes) => this.#done('files', done + bytes, total));
      done += plan.file.member.bytes;
      this.#done('files', done, total);
    }
  }

  async #file({ file }: FilePlan, { path, seen, keepMineAs }: FileStep, onBytes: (bytes: number) => void): Promise<void> {
    const { files } = this.#target.storage;
    let read = 0;
    const { line, member } = file;
    const content = await this.#archive.blob(member, this.#breather, (bytes) => onBytes((read += bytes)), this.#task.signal);
    const meta = { ...line, path, media_type: mediaType(path), bytes: member.bytes };
    const { member: _, ...theirs } = meta;
    const writes: RestoreFile[] = [{ file: theirs, content, seen }];
    if (keepMineAs !== undefined) {
      const mine = await files.read(path);
      if (mine === undefined) throw new StorageError(`The file ${path} was deleted meanwhile. Open the back-up again.`);
      writes.push({ file: { ...mine.file, path: keepMineAs }, content: mine.content, seen: null });
    }
    await files.restore(writes);
    this.#added.files += 1;
    this.#added.file_bytes += member.bytes;
  }

  async #tables(): Promise<void> {
    const { files, tables } = this.#target.storage;
    if (this.#choices.files === 'none' || this.#plan.tables.length === 0) return;
    const byPath = new Map((await files.list()).map((file) => [file.path, file]));
    const here = await tables.list();
    const taken = takenNames(here.map(({ name }) => name));
    const paths = new Set(here.flatMap(({ path: each }) => each ?? []));
    for (const { name, path, added_at, left_out } of this.#plan.tables) {
      await this.#breather.breathe();
      const file = byPath.get(path);
      if (file === undefined || paths.has(path) || nameProblem(name, taken) !== undefined) continue;
      await tables.put({
        id: `table_${randomDigits()}`,
        name,
        file_name: path.split('/').at(-1) ?? path,
        source: 'workspace',
        path,
        bytes: file.bytes,
        last_modified: Date.parse(file.modified_at),
        added_at,
        ...(left_out === true ? { left_out } : {}),
      });
      taken.add(name.toLowerCase());
      paths.add(path);
      this.#added.tables += 1;
    }
    this.#target.onTables();
  }

  async #conversations(): Promise<void> {
    const choice = this.#choices.conversations;
    if (choice === 'none') return;
    const done = new Set<string>();
    const records = this.#archive.records('conversations', conversationSchema, this.#breather, this.#task.signal);
    for await (const { record } of records) {
      if (!record.ok || done.has(record.value.id)) continue;
      const { id } = record.value;
      done.add(id);
      const plan = this.#plan.conversations.get(id);
      const step = plan && stepOf(plan, choice);
      if (step !== undefined) await this.#conversation({ ...withCare(record.value), ...named(step) }, step);
      this.#done('conversations', done.size, this.#plan.conversations.size);
    }
  }

  async #conversation(theirs: Parameters<typeof withCare>[0], { seen, keepMineAs }: ConversationStep): Promise<void> {
    const { conversations } = this.#target.storage;
    const mine = seen === undefined ? undefined : await conversations.get(theirs.id);
    if (mine !== undefined && keepMineAs !== undefined)
      await conversations.restore({ ...mine, id: keepMineAs, title: `${mine.title} (before restore)`, titled: true });
    await conversations.restore(mine === undefined ? theirs : { ...theirs, switches: mine.switches }, seen);
    this.#added.conversations += 1;
  }

  async #runs(): Promise<void> {
    const choice = this.#choices.runs;
    const { runs } = this.#target.storage;
    const { report } = this.#plan.runs;
    const wanted = choice === 'none' ? new Set<string>() : this.#plan.runs[choice];
    if (wanted.size === 0) return;
    if (choice === 'all' && report.needed !== undefined) {
      const retention = longerRetention(this.#target.settings().retention, report.needed);
      await this.#target.changeSettings({ retention });
    }
    let batch: Run[] = [];
    let [length, done] = [0, 0];
    const write = async (): Promise<void> => {
      this.#added.runs += await runs.restore(batch);
      done += batch.length;
      batch = [];
      length = 0;
      this.#done('runs', done, wanted.size);
    };
    const taken = new Set<string>();
    for await (const { bytes, record } of this.#archive.records('runs', runSchema, this.#breather, this.#task.signal)) {
      if (!record.ok || !wanted.has(record.value.run_id) || taken.has(record.value.run_id)) continue;
      taken.add(record.value.run_id);
      batch.push({ ...record.value, received: true });
      length += bytes;
      if (batch.length >= RUNS_AT_ONCE || length > LENGTH_AT_ONCE) await write();
    }
    if (batch.length > 0) await write();
  }

  #done(kind: BackupKind, done: number, total: number): void {
    this.#task.onProgress?.({ kind, done, total });
  }
}

/** What is to be done with one, as it was chosen for its kind. */
function stepOf<Step>(
  plan: { item: { standing: string } } & Partial<Record<'always' | 'theirs' | 'both', Step>>,
  choice: Exclude<ConflictChoice, 'none'>,
): Step | undefined {
  if (plan.item.standing !== 'conflict') return plan.always;
  return choice === 'mine' ? undefined : plan[choice];
}

const now = (): string => new Date().toISOString();

const named = ({ id, title, titled }: ConversationStep) => ({ id, title, titled });
