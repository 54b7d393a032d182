// What is shown at a place: completions, messages, hidden characters.
import 'monaco-editor/features/hover/register.js';
// The package's own `features/suggest` holds the suggestions of AI assistants, and not the list of completions.
import 'monaco-editor/editor/contrib/suggest/browser/suggestController.js';
import 'monaco-editor/features/unicodeHighlighter/register.js';
