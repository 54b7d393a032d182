import { z } from 'zod';

/** The format that this version writes and the newest that it reads. All earlier ones stay readable. */
export const BACKUP_FORMAT = 1;

export const MANIFEST = 'manifest.json';

const MB = 1024 * 1024;

/** What an archive may be before it is refused: none of these is met by what a browser holds. */
export const archiveLimits = {
  entries: 100_000,
  /** Of the ZIP's directory and of the manifest. */
  directory_bytes: 64 * MB,
  /** Of one line of a member: a run, a conversation, a version. */
  record_bytes: 128 * MB,
  /** Of a member that holds records. */
  member_bytes: 160 * MB,
  /** Of all workflows together, which are held in memory. */
  workflow_bytes: 256 * MB,
  /** Inflated, where the browser does not say that it has more room. */
  total_bytes: 2048 * MB,
  /** Inflated by deflated, of what inflates to more than this many bytes. */
  ratio: 500,
  ratio_from_bytes: 1024 * MB,
} as const;

/** Records of a member, so that hashing and deflating one never holds up the page, and no more of them are in memory at once. */
export const MEMBER_BYTES = MB / 4;

export const memberKinds = ['workflows', 'runs', 'conversations', 'files', 'facts', 'content'] as const;
export type MemberKind = (typeof memberKinds)[number];

const count = z.int().nonnegative();

/** Looked at before anything else, so that a later format can be told from a damaged one. */
export const formatSchema = z.looseObject({ app: z.literal('sandbank'), kind: z.literal('backup'), format: z.int().positive() });

export const manifestSchema = z.object({
  app: z.literal('sandbank'),
  kind: z.literal('backup'),
  format: z.literal(BACKUP_FORMAT),
  app_version: z.string().max(100),
  made_at: z.iso.datetime(),
  counts: z.object({
    workflows: count,
    versions: count,
    runs: count,
    files: count,
    file_bytes: count,
    conversations: count,
    tables: count,
  }),
  members: z
    .array(
      z.object({
        name: z.string().min(1).max(2000),
        kind: z.enum(memberKinds),
        bytes: count,
        sha256: z.string().regex(/^[0-9a-f]{64}$/u),
      }),
    )
    .max(archiveLimits.entries),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type Member = Manifest['members'][number];

// What every tool that unpacks an archive can make a file of: parts without spaces or dots at their ends, no devices of Windows.
const PLAIN_PART = /^(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))[\w()+-](?:[\w()+ .-]*[\w()+-])?$/iu;

/** The name in the archive of a workspace file: its path where other tools can make one of it, else its place in the list. */
export function contentName(path: string, index: number): string {
  const plain = path.length <= 200 && path.split('/').every((part) => PLAIN_PART.test(part));
  return plain ? `files/${path}` : `other-names/${String(index + 1).padStart(6, '0')}`;
}
