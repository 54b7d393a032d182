import type { RuntimeDescriptor } from '../../workers/kit/runtime-descriptor.ts';
import { javascriptRuntime } from '../../workers/javascript/runtime.ts';
import { pythonRuntime } from '../../workers/python/runtime.ts';

/** Every language that runs in the sandbox. Adding one: a folder in `workers/`, and its line here. */
export const languages: readonly RuntimeDescriptor[] = [pythonRuntime, javascriptRuntime];
