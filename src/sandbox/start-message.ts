import type { SandboxRequest } from '../core/ports/code-sandbox.ts';
import type { PageMessage } from '../protocol/page-messages.ts';

/** What the worker is told of its run. Files go by reference: each content of the store is a Blob. */
export function startMessage({ code, params, env, files, limits }: SandboxRequest): PageMessage {
  const { timeout_s, output_bytes, flood_bytes, displays, display_bytes, files: file_count, file_bytes, result_bytes } = limits;
  return {
    type: 'start',
    code,
    params_json: JSON.stringify(params),
    ...(env === undefined ? {} : { env }),
    files: files.map(({ path, content }) => ({ path, content: blobOf(path, content) })),
    limits: {
      timeout_ms: timeout_s * 1000,
      output_bytes,
      flood_bytes,
      displays,
      display_bytes,
      files: file_count,
      file_bytes,
      result_bytes,
    },
  };
}

function blobOf(path: string, content: SandboxRequest['files'][number]['content']): Blob {
  if (content instanceof Blob) return content;
  throw new TypeError(`the content of "${path}" must be a Blob to cross into the sandbox by reference`);
}
