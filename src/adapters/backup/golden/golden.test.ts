import { expect, it } from 'vitest';
import { backupOver, choices, contentsOf } from '../../../../test/contracts/backup-samples.ts';
import { sampleConversation } from '../../../../test/contracts/storage-contract-samples.ts';
import { createMemoryStorage } from '../../memory/create-memory-storage.ts';
import { BACKUP_FORMAT } from '../archive-format.ts';
import v1 from './v1.zip.base64?raw';

/** An archive of each format that was released, as base64. None ever changes; a new format adds its own. */
const goldens = [v1].map((text) => new Blob([Uint8Array.from(atob(text), (char) => char.charCodeAt(0))]));

const at = (day: number): string => `2026-11-${day}T10:00:00.000Z`;

it('has an archive of every format', () => {
  expect(goldens).toHaveLength(BACKUP_FORMAT);
});

it.each(goldens.map((golden, index) => [index + 1, golden] as const))(
  'opens an archive of format %i with all that it holds',
  async (_format, golden) => {
    const storage = createMemoryStorage();
    const { switches, ...conversation } = sampleConversation();
    const { backup, settings } = backupOver(storage);
    const opened = await backup.open(golden);
    expect(opened.report.unreadable).toEqual([]);
    await opened.restore(choices('both', { settings: 'theirs' }));
    expect(await contentsOf(storage)).toMatchObject({
      workflows: [
        {
          id: 'wf_golden',
          name: 'Kosten 👩‍💻 by team',
          language: 'python',
          version: 3,
          created_at: at(18),
          updated_at: at(20),
          last_run_at: at(21),
          versions: [
            { version: 3, code: 'result = 2\u0000\ud800', description: 'By team', tags: ['cost', 'team'], created_at: at(20) },
            {
              version: 1,
              language: 'sql',
              code: 'SELECT 1',
              changelog: 'First',
              created_at: at(18),
              params_schema: { type: 'object', properties: { month: { type: 'string' } } },
            },
          ],
        },
      ],
      runs: [
        {
          run_id: 'run_2',
          status: 'failed',
          stderr: 'Error',
          error: { type: 'Error', message: 'no', line: 3, position: 2, traceback: 'at 3' },
        },
        {
          run_id: 'run_1',
          workflow_id: 'wf_golden',
          workflow_version: 3,
          title: 'Report',
          stdout: 'a\u0000b \ud800',
          result: { total: '12.50' },
          peak_memory_bytes: 1000,
          files: [{ path: 'data/costs.csv', bytes: 4, media_type: 'text/csv' }],
          calls: [{ service: 'query', operation: 'select', status: 'succeeded', duration_ms: 3, bytes_scanned: 10 }],
          displays: [
            {
              kind: 'table',
              title: 'By team',
              rows: [
                ['a', '12.50'],
                ['b', null],
              ],
            },
            { kind: 'chart', spec: { mark: 'bar' } },
            { kind: 'image', media_type: 'image/png', data: 'AAAA' },
            { kind: 'markdown', text: '# hi' },
            { kind: 'json', value: { a: [1] } },
          ],
        },
      ],
      files: [
        [{ path: 'data/costs.csv', bytes: 4, media_type: 'text/csv', modified_at: at(20), run_id: 'run_1' }, 'a\n1\n'],
        [{ path: 'Übersicht.txt', bytes: 0, media_type: 'text/plain', modified_at: at(21) }, ''],
      ],
      conversations: [conversation],
      report: at(22),
    });
    // Whose model answers, and what it is told, is not an archive's to say.
    expect((await storage.conversations.get(conversation.id))?.switches).toEqual({ ...switches, model_id: null });
    expect(await storage.tables.list()).toMatchObject([
      { name: 'costs', path: 'data/costs.csv', source: 'workspace', left_out: true },
    ]);
    // It has 700 runs and 30 days: the log is never told to keep less.
    expect(settings()).toMatchObject({ theme: 'dark', retention: { max_runs: 700, max_age_days: 90 } });
  },
);
