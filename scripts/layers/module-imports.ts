import { parseSync, Visitor } from 'rolldown/utils';

export type ModuleImports = {
  /** Every module that is named, in imports, re-exports, `import()` and `import('…')` types. */
  specifiers: string[];
  /** True where an `import()` names its module only when it runs. */
  computed: boolean;
  /** True where the file does nothing but hand on what others export, or hands on all of another. */
  barrel: boolean;
};

/** Reads a module with a real parser. Throws where the text is no TypeScript. */
export function moduleImports(file: string, text: string): ModuleImports {
  const { program, module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  const exportEntries = module.staticExports.flatMap((statement) => statement.entries);
  const dynamic = module.dynamicImports.map(({ moduleRequest }) => literal(text.slice(moduleRequest.start, moduleRequest.end)));
  const typed: string[] = [];
  new Visitor({ TSImportType: (node) => void typed.push(node.source.value) }).visit(program);
  const named = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...exportEntries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ...dynamic.filter((specifier) => specifier !== undefined),
    ...typed,
  ];
  return { specifiers: [...new Set(named)], computed: dynamic.includes(undefined), barrel: isBarrel(program.body) };
}

/** The text of a string literal without escapes; undefined for any other expression. */
function literal(source: string): string | undefined {
  return /^(['"`])([^'"`\\$]*)\1$/u.exec(source)?.[2];
}

function isBarrel(body: readonly { type: string; source?: unknown }[]): boolean {
  const handsOn = (statement: { type: string; source?: unknown }): boolean =>
    statement.type === 'ExportAllDeclaration' ||
    (statement.type === 'ExportNamedDeclaration' && statement.source !== null && statement.source !== undefined);
  return body.some(({ type }) => type === 'ExportAllDeclaration') || (body.length > 0 && body.every(handsOn));
}
