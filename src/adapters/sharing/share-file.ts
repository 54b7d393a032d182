import { ShareError } from '../../core/app-error.ts';
import { newerFormat, wrongContent } from '../../core/share/checked-workflow.ts';
import { SHARE_FORMAT } from '../../core/share/shared-workflow.ts';
import type { FileContent } from '../../core/workspace.ts';
import { fileText } from './file-text.ts';
import { documentOf, parseJson, type ShareDocument } from './share-document.ts';

const KIND = 'sandbank-workflow';

/** Bytes: a workflow as JSON with every character of its code escaped. */
const MOST_FILE = 8_000_000;

/** A workflow file: for a person to read, or closed by a passphrase, which is a link's payload. */
export type ShareFile = { document: ShareDocument } | { payload: string };

export function writeFile(file: ShareFile): string {
  const contents = 'document' in file ? file.document : { locked: file.payload };
  return `${JSON.stringify({ kind: KIND, format: SHARE_FORMAT, ...contents }, null, 2)}\n`;
}

/** Throws `ShareError`, which says what the file is where it is something else. */
export async function readFile(file: FileContent): Promise<ShareFile> {
  const text = await fileText(file, MOST_FILE);
  const value = parseJson(text);
  if (value === undefined)
    throw new ShareError(
      'damaged',
      text.includes(`"${KIND}"`)
        ? 'This file was cut or altered: it begins as a workflow file and is no JSON. Ask for it again.'
        : 'This file is no JSON, as a workflow file is. Ask for the file that Sandbank saved, <name>.sandbank.json.',
    );
  if (!isObject(value) || value['kind'] !== KIND) throw new ShareError('not_a_share', otherJson(value));
  const { kind: _kind, format, locked, ...document } = value;
  if (typeof format === 'number' && format > SHARE_FORMAT) throw newerFormat(`format ${format}`);
  if (format !== SHARE_FORMAT) throw wrongContent(`its format is not ${SHARE_FORMAT}`);
  if (locked === undefined) return { document: documentOf(document) };
  if (typeof locked !== 'string' || Object.keys(document).length > 0)
    throw wrongContent('it is closed by a passphrase, and holds something beside that');
  return { payload: locked };
}

function otherJson(value: unknown): string {
  if (isObject(value) && 'nbformat' in value)
    return 'This file is a Jupyter notebook. Copy its code into the editor, and save it there as a workflow.';
  return 'This file is JSON, but no workflow of Sandbank. Ask for the file that Sandbank saved, <name>.sandbank.json.';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
