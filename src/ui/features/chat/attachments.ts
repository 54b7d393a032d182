import type { Attachment } from '../../../assistant/assistant.ts';
import { formatBytes } from '../../components/format-bytes.ts';
import { visibleText } from '../../components/visible-text.ts';

const ENDINGS = 'csv tsv txt md json jsonl ndjson yaml yml xml sql py js mjs ts log ini toml conf sh html tf'.split(' ');

/** What a file chooser offers. */
export const ACCEPT = ENDINGS.map((ending) => `.${ending}`).join(',');

const MOST_BYTES = 20 * 1024 * 1024;
const MOST_FILES = 10;
const LOOKED_AT = 64 * 1024;

export type Taken = { attachments: Attachment[]; problems: string[] };

/** Takes text files, and says of every other why it does not fit and what does. */
export async function takeFiles(files: readonly File[], already: number): Promise<Taken> {
  const attachments: Attachment[] = [];
  const problems: string[] = [];
  for (const file of files) {
    const name = visibleText(file.name);
    if (already + attachments.length >= MOST_FILES) {
      problems.push(`${name} was left out: a message takes ${MOST_FILES} files.`);
      continue;
    }
    const problem = await problemOf(file);
    if (problem === undefined) attachments.push({ name: file.name, content: file });
    else problems.push(`${name} ${problem}`);
  }
  return { attachments, problems };
}

async function problemOf(file: File): Promise<string | undefined> {
  const dot = file.name.lastIndexOf('.');
  const ending = dot === -1 ? '' : file.name.slice(dot + 1).toLowerCase();
  if (!ENDINGS.includes(ending) && !file.type.startsWith('text/')) {
    return `is no text file that a message takes. Text fits: ${ENDINGS.slice(0, 13).join(', ')} … Add Parquet and Excel files on the Data page, and ask about the table.`;
  }
  if (file.size > MOST_BYTES) {
    return `has ${formatBytes(file.size)}; a message takes ${formatBytes(MOST_BYTES)} a file. Add it on the Data page, where it is opened in place, and ask about the table.`;
  }
  const bytes = new Uint8Array(await file.slice(0, LOOKED_AT).arrayBuffer());
  return bytes.includes(0) ? 'is not text, whatever its name says: it holds binary data.' : undefined;
}
