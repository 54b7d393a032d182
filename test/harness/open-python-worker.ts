import './keep-exits.ts';
import { serve } from '../../workers/kit/serve.ts';
import { PythonRuntime } from '../../workers/python/python-runtime.ts';

serve(new PythonRuntime());
