import { createBackup } from '../../src/adapters/backup/create-backup.ts';
import type { BackupTarget } from '../../src/adapters/backup/restore-backup.ts';
import type {
  Backup,
  BackupParts,
  BackupSink,
  ConflictChoice,
  OpenedBackup,
  RestoreChoices,
} from '../../src/core/ports/backup.ts';
import type { Storage } from '../../src/core/ports/stores.ts';
import { defaultSettings, type Settings } from '../../src/core/settings.ts';
import type { Run } from '../../src/core/run.ts';
import { bytes, sampleConversation, sampleRun, sampleWorkflow } from './storage-contract-samples.ts';

export const EVERYTHING: BackupParts = { runs: true, files: true, conversations: true };

export const choices = (conflicts: ConflictChoice = 'both', over: Partial<RestoreChoices> = {}): RestoreChoices => ({
  workflows: conflicts,
  files: conflicts,
  conversations: conflicts,
  runs: 'all',
  settings: 'mine',
  signers: true,
  ...over,
});

/** A back-up over a storage, with settings that are only held. */
export function backupOver(storage: Storage, settings: Settings = defaultSettings): { backup: Backup; settings: () => Settings } {
  let current = settings;
  const target: BackupTarget = {
    storage,
    settings: () => current,
    changeSettings: async (patch) => void (current = { ...current, ...patch }),
    builtins: [{ id: 'builtin_report', name: 'Monthly Cost Report' }],
    appVersion: '0.1.0',
    onTables: () => undefined,
  };
  return { backup: createBackup(target), settings: () => current };
}

/** A sink that holds what is written, and what became of it. */
export class HeldArchive implements BackupSink {
  readonly pieces: Uint8Array<ArrayBuffer>[] = [];
  state: 'open' | 'closed' | 'thrown away' = 'open';

  async write(piece: Uint8Array<ArrayBuffer>): Promise<void> {
    this.pieces.push(piece.slice());
  }

  async close(): Promise<void> {
    this.state = 'closed';
  }

  async abort(): Promise<void> {
    this.state = 'thrown away';
  }

  blob(): Blob {
    return new Blob(this.pieces);
  }
}

export async function archiveOf(backup: Backup, parts: BackupParts = EVERYTHING): Promise<Blob> {
  const held = new HeldArchive();
  await backup.make(parts, held);
  return held.blob();
}

/** Everything of a storage, as plain data that can be compared; without the switches of conversations, which no archive decides alone. */
export async function contentsOf(storage: Storage): Promise<Record<string, unknown>> {
  const workflows = await Promise.all(
    (await storage.workflows.list()).map(async (workflow) => ({
      ...workflow,
      versions: await Promise.all(
        (await storage.workflows.versions(workflow.id)).map(({ version }) => storage.workflows.version(workflow.id, version)),
      ),
    })),
  );
  const runs = await Promise.all((await storage.runs.list({ limit: 1000 })).map(({ run_id }) => storage.runs.get(run_id)));
  const files = await Promise.all(
    (await storage.files.snapshot()).map(async ({ file, content }) => [
      file,
      new TextDecoder().decode(await content.arrayBuffer()),
    ]),
  );
  const conversations = await Promise.all(
    (await storage.conversations.list()).map(async ({ id }) => ({
      ...(await storage.conversations.get(id)),
      switches: undefined,
    })),
  );
  const sharing = await storage.sharing();
  const imports = await Promise.all(workflows.map(({ id }) => sharing.importOf(id)));
  const signers = await sharing.signers();
  return { workflows, runs, files, conversations, imports, signers, report: await storage.workflows.lastRunAt('builtin_report') };
}

/** As `contentsOf`, of what a back-up of the storage brings elsewhere: the code of its runs came from somebody, for all that is known there. */
export async function restoredContentsOf(storage: Storage): Promise<Record<string, unknown>> {
  const { runs, ...contents } = await contentsOf(storage);
  return { ...contents, runs: (runs as Run[]).map((run) => ({ ...run, received: true })) };
}

export const ended = (over: Partial<Run> = {}): Run => sampleRun({ status: 'succeeded', ...over });

export const SIGNER = {
  key_id: Array.from({ length: 8 }, () => 'ab12').join('-'),
  name: 'Ada',
  known_since: '2026-11-20T10:00:00.000Z',
};

/** One and more of everything that a back-up holds, with what is hard to keep in it. */
export async function fill(storage: Storage): Promise<void> {
  const { id } = await storage.workflows.save(
    sampleWorkflow({ language: 'sql', code: 'SELECT 1', changelog: 'First', params_schema: { type: 'object', properties: {} } }),
  );
  await storage.workflows.save(sampleWorkflow({ code: 'result = 2 # \u0000', description: 'By team', tags: ['cost'] }));
  await storage.workflows.save(sampleWorkflow({ name: 'Kosten 👩‍💻', code: "'x'", language: 'javascript' }));
  await storage.workflows.ranAt(id, '2026-11-20T10:00:00.000Z');
  await storage.workflows.ranAt('builtin_report', '2026-11-19T10:00:00.000Z');
  const columns = [{ name: 'a', type: 'DECIMAL(18,2)' }];
  await storage.runs.finish(
    ended({
      workflow_id: id,
      workflow_version: 2,
      stdout: 'a\u0000b \ud800 half',
      result: JSON.parse('{"__proto__": {"a": 1}, "rows": [1, "2.50", null]}') as Run['result'],
      displays: [
        { kind: 'table', columns, rows: [['1.50'], [null]], row_count: 2, truncated: false },
        { kind: 'json', value: { text: 'z\ud800'.repeat(5000) } },
      ],
      files: [{ path: 'data/a.csv', bytes: 4, media_type: 'text/csv' }],
      calls: [{ service: 'query', operation: 'select', status: 'succeeded', duration_ms: 3, bytes_scanned: 10 }],
    }),
  );
  const error = { type: 'ValueError', message: 'no', line: 3, position: 2, traceback: 'line 3' };
  await storage.runs.finish(ended({ run_id: 'run_2', status: 'failed', error, started_at: '2026-11-20T10:01:00.000Z' }));
  await storage.files.write('data/costs.csv', bytes('a\n1\n'), 'run_1');
  await storage.files.write('data/Kosten (Mai) ü.csv.gz', bytes('zipped'));
  await storage.files.write('con', bytes(''));
  await storage.conversations.put(sampleConversation());
  const sharing = await storage.sharing();
  await sharing.putSigner(SIGNER);
  await sharing.putImport({
    workflow_id: id,
    origin: 'o'.repeat(22),
    version: 7,
    local_version: 2,
    key_id: SIGNER.key_id,
    imported_at: '2026-11-20T10:00:00.000Z',
  });
  await storage.tables.put({
    id: 'table_1',
    name: 'costs',
    file_name: 'costs.csv',
    source: 'workspace',
    path: 'data/costs.csv',
    bytes: 4,
    last_modified: 0,
    added_at: '2026-11-20T10:00:00.000Z',
    left_out: true,
  });
}

/** How many of each kind stand how in a dry run. */
export function standings({ report }: OpenedBackup): Record<string, Record<string, number>> {
  const kinds = { workflows: report.workflows, files: report.files, conversations: report.conversations };
  return Object.fromEntries(
    Object.entries(kinds).map(([kind, items]) => {
      const counts: Record<string, number> = {};
      for (const { standing } of items) counts[standing] = (counts[standing] ?? 0) + 1;
      return [kind, counts];
    }),
  );
}
