import type { CallOptions, ToolDescription } from './tools/tool.ts';
import type { Toolbox } from './tools/toolbox.ts';

/** What the page offers as `window.sandbank`: the same tools that the interface and the chat use. */
export type ConsoleApi = {
  readonly version: string;
  /** Resolves when tools can be called. */
  readonly ready: Promise<void>;
  /** `inputSchema` is JSON Schema. */
  listTools(): ToolDescription[];
  callTool(name: string, input: unknown, options?: CallOptions): Promise<unknown>;
};

declare global {
  interface Window {
    sandbank: ConsoleApi;
  }
}

/** Calls made before the page is ready wait for it. */
export function createConsoleApi(version: string, toolbox: Promise<Toolbox>, list: () => ToolDescription[]): ConsoleApi {
  return Object.freeze({
    version,
    ready: toolbox.then(() => undefined),
    listTools: list,
    callTool: async (name: string, input: unknown, options?: CallOptions) => (await toolbox).call(name, input, options),
  });
}
