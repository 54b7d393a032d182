import { serve } from '../kit/serve.ts';
import { JavascriptRuntime } from './javascript-runtime.ts';

// The interpreter asks this worker for the time zone. Runs are in UTC wherever the page is.
// eslint-disable-next-line no-extend-native -- this worker has no other use for dates
Object.defineProperty(Date.prototype, 'getTimezoneOffset', { value: () => 0 });

const reader = new FileReaderSync();

serve(new JavascriptRuntime((blob) => new Uint8Array(reader.readAsArrayBuffer(blob))));
