import { serve } from '../kit/serve.ts';
import { PythonRuntime } from './python-runtime.ts';

serve(new PythonRuntime());
