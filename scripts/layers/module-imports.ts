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
  return {
    specifiers: [...new Set(named)],
    computed: dynamic.includes(undefined),
    barrel: isBarrel(program.body),
  };
}

/** The text of a string literal without escapes; undefined for any other expression. */
function literal(source: string): string | undefined {
  return /^(['"`])([^'"`\\$]*)\1$/u.exec(source)?.[2];
}

/** What a package exports may be handed on: as the entry of a bundle. */
function isBarrel(body: readonly Statement[]): boolean {
  const handsOn = ({ type, source }: Statement): boolean =>
    (type === 'ExportAllDeclaration' || type === 'ExportNamedDeclaration') && source?.value.startsWith('.') === true;
  return (
    body.some((statement) => statement.type === 'ExportAllDeclaration' && handsOn(statement)) ||
    (body.length > 0 && body.every(handsOn))
  );
}

type Statement = { type: string; source?: { value: string } | null };
