import { conversationSchema } from '../../core/conversation.ts';
import { ToolInputError } from '../../core/app-error.ts';
import type { BackupKind, BackupReport, BackupTask } from '../../core/ports/backup.ts';
import type { KnownSigner } from '../../core/ports/sharing.ts';
import { checkTableName, takenNames } from '../duckdb/local/table-name.ts';
import type { ArchiveReader } from './archive-reader.ts';
import type { Breather } from './breathe.ts';
import type { BackupSource } from './make-backup.ts';
import { planConversation, withCare, type ConversationPlan } from './plan-conversations.ts';
import { FilePlanner, type FilePlan, type TheirFile } from './plan-files.ts';
import { planRuns, type RunsPlan } from './plan-runs.ts';
import { settingDifferences } from './plan-settings.ts';
import { planWorkflow, type WorkflowPlan } from './plan-workflows.ts';
import { readWorkflows } from './read-workflows.ts';
import { checkRecord, parseLine } from './record-problem.ts';
import { factsSchema, fileLineSchema, runSchema, type Facts } from './record-schemas.ts';

export type BackupPlan = {
  workflows: WorkflowPlan[];
  files: FilePlan[];
  conversations: ReadonlyMap<string, ConversationPlan>;
  runs: RunsPlan;
  facts: Facts | undefined;
  /** Of the facts, those that are to be added and may be. */
  tables: Facts['tables'];
  signers: KnownSigner[];
  report: BackupReport;
};

/** Sentences that are kept of what cannot be read; the rest is counted. */
const MOST_SENTENCES = 200;

/** Looks through the whole archive, every byte of it, beside what is here. Writes nothing. */
export async function planBackup(
  archive: ArchiveReader,
  source: BackupSource,
  room: { free_bytes?: number },
  breather: Breather,
  task: BackupTask,
): Promise<BackupPlan> {
  return await new BackupPlanner(archive, source, breather, task).plan(room);
}

class BackupPlanner {
  readonly #archive: ArchiveReader;
  readonly #source: BackupSource;
  readonly #breather: Breather;
  readonly #task: BackupTask;
  readonly #unreadable: string[] = [];
  #unreadableCount = 0;
  #needed = 0;

  constructor(archive: ArchiveReader, source: BackupSource, breather: Breather, task: BackupTask) {
    this.#archive = archive;
    this.#source = source;
    this.#breather = breather;
    this.#task = task;
  }

  async plan(room: { free_bytes?: number }): Promise<BackupPlan> {
    const workflows = await this.#workflows();
    const facts = await this.#facts();
    const conversations = await this.#conversations();
    const runs = await this.#runs();
    const files = await this.#files();
    const tables = await this.#tables(facts?.tables ?? [], files);
    const known = new Set((await (await this.#source.storage.sharing()).signers()).map(({ key_id }) => key_id));
    const signers = (facts?.signers ?? []).filter(({ key_id }) => !known.has(key_id));
    const { made_at, app_version } = this.#archive.manifest;
    return {
      workflows,
      files,
      conversations,
      runs,
      facts,
      tables: tables.add,
      signers,
      report: {
        made_at,
        app_version,
        workflows: workflows.map(({ item }) => item),
        files: files.map(({ item }) => item),
        conversations: [...conversations.values()].map(({ item }) => item),
        runs: runs.report,
        tables: { add: tables.add.map(({ name }) => name), same: tables.same },
        settings: facts === undefined ? [] : settingDifferences(this.#source.settings(), facts.settings),
        signers: signers.map(({ key_id, name }) => ({ key_id, name })),
        unreadable: this.#unreadable,
        unreadable_count: this.#unreadableCount,
        needed_bytes: this.#needed,
        ...room,
      },
    };
  }

  async #workflows(): Promise<WorkflowPlan[]> {
    const { storage, builtins } = this.#source;
    const { counts } = this.#archive.manifest;
    const plans: WorkflowPlan[] = [];
    const onProblem = (problem: string): void => this.#report(problem);
    for (const workflow of await readWorkflows(this.#archive, this.#breather, onProblem, this.#task.signal)) {
      plans.push(await planWorkflow(storage.workflows, builtins, workflow));
      this.#done('workflows', plans.length, counts.workflows);
      await this.#breather.breathe();
    }
    return plans;
  }

  async #facts(): Promise<Facts | undefined> {
    const member = this.#archive.manifest.members.find(({ kind }) => kind === 'facts');
    if (member === undefined) return undefined;
    const parsed = parseLine(await this.#archive.text(member, this.#breather, this.#task.signal));
    const facts = parsed.ok ? checkRecord(factsSchema, parsed.value) : parsed;
    if (facts.ok) return facts.value;
    this.#report(`Settings, times of last runs and names of tables: ${facts.problem}.`);
    return undefined;
  }

  async #conversations(): Promise<Map<string, ConversationPlan>> {
    const { conversations } = this.#source.storage;
    const plans = new Map<string, ConversationPlan>();
    const records = this.#archive.records('conversations', conversationSchema, this.#breather, this.#task.signal);
    for await (const { where, bytes, record } of records) {
      if (!record.ok) this.#report(`A conversation (${where}): ${record.problem}.`);
      else if (!CONVERSATION_ID.test(record.value.id)) this.#report(`A conversation (${where}): its id is none of this app.`);
      else if (plans.has(record.value.id))
        this.#report(`A conversation (${where}): the back-up holds its id twice; the first is taken.`);
      else {
        const plan = await planConversation(conversations, withCare(record.value));
        plans.set(record.value.id, plan);
        if (plan.item.standing !== 'same') this.#needed += bytes;
      }
      this.#done('conversations', plans.size, this.#archive.manifest.counts.conversations);
    }
    return plans;
  }

  async #runs(): Promise<RunsPlan> {
    const found = new Map<string, string>();
    let total = 0;
    for await (const { where, bytes, record } of this.#archive.records('runs', runSchema, this.#breather, this.#task.signal)) {
      if (!record.ok) this.#report(`A run (${where}): ${record.problem}.`);
      else if (found.has(record.value.run_id))
        this.#report(`A run (${where}): the back-up holds its id twice; the first is taken.`);
      else found.set(record.value.run_id, record.value.started_at);
      total += bytes;
      this.#done('runs', found.size, this.#archive.manifest.counts.runs);
    }
    const runs = [...found].map(([run_id, started_at]) => ({ run_id, started_at }));
    const plan = await planRuns(this.#source.storage.runs, runs, this.#source.settings().retention, Date.now());
    if (plan.beyond > 0)
      this.#report(
        `${plan.beyond} of the oldest runs: the log keeps 100,000 runs and 3,650 days at most, and they are beyond that.`,
      );
    if (found.size > 0) this.#needed += Math.round((total * plan.all.size) / found.size);
    return plan;
  }

  async #files(): Promise<FilePlan[]> {
    const { files } = this.#source.storage;
    const theirs = await this.#readFiles();
    const planner = new FilePlanner(files, this.#breather, await files.list(), new Set(theirs.map(({ line }) => line.path)));
    const total = theirs.reduce((sum, { member }) => sum + member.bytes, 0);
    const plans: FilePlan[] = [];
    let done = 0;
    for (const file of theirs) {
      const onPiece = (piece: Uint8Array): void => this.#done('files', (done += piece.length), total);
      await this.#archive.read(file.member, this.#breather, onPiece, this.#task.signal);
      const plan = await planner.plan(file);
      if (plan.item.standing !== 'same') this.#needed += file.member.bytes;
      plans.push(plan);
    }
    return plans;
  }

  async #readFiles(): Promise<TheirFile[]> {
    const found = new Map<string, TheirFile>();
    const members = new Set<string>();
    for await (const { where, record } of this.#archive.records('files', fileLineSchema, this.#breather, this.#task.signal)) {
      const line = record.ok ? record.value : undefined;
      const member = line && this.#archive.content(line.member);
      if (!record.ok) this.#report(`A file (${where}): ${record.problem}.`);
      else if (line === undefined || member === undefined) this.#report(`A file (${where}): its content is not in the archive.`);
      else if (found.has(line.path) || members.has(line.member))
        this.#report(`The file ${line.path} (${where}): the back-up holds it twice; the first is taken.`);
      else {
        found.set(line.path, { line, member });
        members.add(line.member);
      }
    }
    return [...found.values()];
  }

  /** Tables whose file is here, or comes, and is that of no other, and whose name is free. */
  async #tables(theirs: Facts['tables'], files: readonly FilePlan[]): Promise<{ add: Facts['tables']; same: number }> {
    const { storage } = this.#source;
    const here = await storage.tables.list();
    const paths = new Set([...(await storage.files.list()).map(({ path }) => path), ...files.map(({ item }) => item.id)]);
    const taken = takenNames(here.map(({ name }) => name));
    const ofTables = new Set(here.flatMap(({ path }) => path ?? []));
    const added = new Set<string>();
    const add: Facts['tables'] = [];
    let same = 0;
    for (const table of theirs) {
      await this.#breather.breathe();
      if (ofTables.has(table.path)) {
        same += 1;
        continue;
      }
      const problem = added.has(table.path)
        ? `the back-up has another table of the file ${table.path}`
        : paths.has(table.path)
          ? nameProblem(table.name, taken)
          : `the file ${table.path} is neither here nor in the back-up`;
      if (problem !== undefined) this.#report(`The table ${JSON.stringify(table.name)}: ${problem}.`);
      else {
        add.push(table);
        added.add(table.path);
        taken.add(table.name.toLowerCase());
      }
    }
    return { add, same };
  }

  #report(sentence: string): void {
    this.#unreadableCount += 1;
    if (this.#unreadable.length < MOST_SENTENCES) this.#unreadable.push(sentence);
  }

  #done(kind: BackupKind, done: number, total: number): void {
    this.#task.onProgress?.({ kind, done, total: Math.max(done, total) });
  }
}

/** Ids that a copy's, which is longer, can be made of. */
const CONVERSATION_ID = /^[A-Za-z0-9_-]{1,80}$/u;

export function nameProblem(name: string, taken: ReadonlySet<string>): string | undefined {
  try {
    checkTableName(name, taken);
    return undefined;
  } catch (error) {
    if (error instanceof ToolInputError) return error.message;
    throw error;
  }
}
