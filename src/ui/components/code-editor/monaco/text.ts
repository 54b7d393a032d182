// The text: models, tokens, options.
import 'monaco-editor/editor/common/config/editorOptions.js';
import 'monaco-editor/editor/common/model/textModel.js';
