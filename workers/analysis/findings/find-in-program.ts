import {
  javascriptRules,
  tellImport,
  tellJavaScriptCall,
  tellJavaScriptIndex,
  tellJavaScriptParams,
  tellJavaScriptReference,
} from '../libraries/javascript-rules.ts';
import { pythonRules, tellModule, tellPythonCall, tellPythonParams, tellPythonReference } from '../libraries/python-rules.ts';
import { Teller } from '../libraries/teller.ts';
import { Evaluator } from '../program/evaluator.ts';
import type { NodeId, Program, ProgramNode } from '../program/program.ts';
import type { Value } from '../program/values.ts';
import type { Collector } from './collector.ts';

/** What a program touches: each of its calls, names and attributes is asked what it may be, and its language's rules what that means. */
export function findInProgram(language: 'python' | 'javascript', program: Program, collector: Collector): void {
  const isPython = language === 'python';
  const evaluator = new Evaluator(program, isPython ? pythonRules : javascriptRules);
  const teller = new Teller(collector, evaluator);
  for (const each of program.imports) {
    if (!isPython) tellImport(each, teller);
    else {
      collector.imported(each, each.name, each.kind);
      tellModule(each.name, each, teller);
    }
  }
  for (const { what, ...place } of program.notable) collector.unseen(place, what);
  const inner = basesOf(program);
  const services = new Set<string>();
  const created: { service: string; node: ProgramNode }[] = [];
  for (const id of inTextOrder(program)) {
    const node = program.nodes[id];
    if (node === undefined) continue;
    if (node.kind === 'call') {
      for (const callee of evaluator.values(node.callee)) {
        if (isPython) tellPythonCall(callee, node, teller);
        else tellJavaScriptCall(callee, node, teller);
        if (isPython) tellPythonParams(callee, node, teller);
      }
      for (const handed of handedOn(node, evaluator)) {
        // Whoever is handed a function calls it, with what is not known.
        const call = { ...node, args: [], named: [], spread: true };
        if (isPython) tellPythonCall(handed, call, teller);
        else tellJavaScriptCall(handed, call, teller);
      }
      for (const made of evaluator.values(id)) {
        if (made.is !== 'thing' || made.type !== 'aws client') continue;
        if (made.service !== undefined && !services.has(made.service)) {
          services.add(made.service);
          created.push({ service: made.service, node });
        }
      }
      continue;
    }
    if (node.kind !== 'name' && node.kind !== 'attribute' && node.kind !== 'index') continue;
    if (node.kind === 'index' && !isPython) tellJavaScriptIndex(node, teller);
    for (const value of evaluator.values(id)) {
      if (isPython) tellPythonParams(value, node, teller);
      else tellJavaScriptParams(value, node, teller);
      if (inner.has(id) && value.is === 'ref') continue;
      if (isPython) tellPythonReference(value, node, teller);
      else tellJavaScriptReference(value, node, teller);
    }
  }
  for (const { service, node } of created) if (!collector.hasAsked(service)) collector.asked(node, service, undefined);
  if (evaluator.gaveUp) collector.unseen({ line: 1 }, 'more turns than can be followed: the list may lack something');
}

/** Where there is too much to list, the beginning of the code is what is listed. */
function inTextOrder({ nodes }: Program): NodeId[] {
  const place = (id: NodeId): number => (nodes[id]?.line ?? 0) * 1e6 + (nodes[id]?.column ?? 0);
  return [...nodes.keys()].sort((a, b) => place(a) - place(b));
}

/** Functions of the libraries that a call hands to another: `map(os.remove, names)`. */
function handedOn({ args, named }: Extract<ProgramNode, { kind: 'call' }>, evaluator: Evaluator): Value[] {
  const values = [...args, ...named.map(([, id]) => id)].flatMap((id) => {
    const kind = evaluator.program.nodes[id]?.kind;
    return kind === 'name' || kind === 'attribute' ? evaluator.values(id) : [];
  });
  return values.filter(({ is }) => is === 'ref' || is === 'method');
}

/** Nodes of which an attribute is taken: what is told of the attribute need not be told of them. */
function basesOf({ nodes }: Program): Set<NodeId> {
  const bases = new Set<NodeId>();
  for (const node of nodes) if (node.kind === 'attribute') bases.add(node.base);
  return bases;
}
