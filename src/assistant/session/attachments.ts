import { ToolInputError } from '../../core/app-error.ts';
import { pathFromOutside } from '../../core/workspace.ts';
import type { Toolbox } from '../../tools/toolbox.ts';
import type { Attachment } from '../assistant.ts';
import { cleanText } from '../results/clean-text.ts';

const MAX_BYTES = 20 * 1024 * 1024;

export type ReadAttachment = { path: string; content: string };

/** Reads what the person attached. Throws `ToolInputError` for a file that is no text, too large, or has a name that cannot be kept. */
export async function readAttachments(attachments: readonly Attachment[]): Promise<ReadAttachment[]> {
  return await Promise.all(
    attachments.map(async ({ name, content }) => {
      const shown = JSON.stringify(name.slice(0, 120));
      const path = pathFromOutside(`attachments/${name.replaceAll(/[\\/]/gu, '_')}`);
      if (!path.ok) throw new ToolInputError(`attachments: ${shown}: ${path.problem}`);
      if (content.size > MAX_BYTES) {
        throw new ToolInputError(
          `attachments: ${shown} has ${content.size} bytes; at most 20 MiB go with a message. Open larger files under Data.`,
        );
      }
      const text = decode(await content.arrayBuffer());
      if (text === undefined) {
        throw new ToolInputError(
          `attachments: ${shown} is no text in UTF-8. Attach text (CSV, JSON, SQL, Markdown …); open other files under Data.`,
        );
      }
      return { path: path.path, content: text };
    }),
  );
}

function decode(bytes: ArrayBuffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\u0000') ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Keeps them in the workspace; answers what is added to the message, so that the model knows of them. */
export async function keepAttachments(attachments: readonly ReadAttachment[], toolbox: Toolbox): Promise<string> {
  await Promise.all(attachments.map((attachment) => toolbox.call('write_file', attachment)));
  const names = attachments.map(({ path, content }) => `- ${cleanText(path)} (${content.length} characters)`);
  return names.length === 0 ? '' : `\n\nAttached files, in the workspace:\n${names.join('\n')}`;
}
