/**
 * The rules of the house as functions over source text: who may import whom, what the engine must not touch, no import in a circle, no file that nobody
 * uses, no file past 400 lines. Each problem names the rule and what to do instead. After the idea of TigerBeetle's tidy; what the compiler and the
 * linter already hold is not repeated here. `tidy.test.ts` applies them.
 */
import { posix } from 'node:path';
import { parseSync } from 'vite';

/** What a folder of src may import, of ours: a folder, or one file of it. Itself is always allowed; `app` may import everything. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  base: [],
  engine: ['base'],
  worker: ['base', 'engine'],
  cli: ['base', 'engine', 'course/lesson.ts'],
  proof: ['base', 'engine', 'worker'],
  state: ['base', 'engine', 'worker/client.ts'],
  ui: [],
  views: ['base', 'engine', 'ui'],
  quiz: ['base', 'engine', 'ui'],
  course: ['base', 'engine', 'state', 'ui', 'views', 'quiz'],
  lessons: ['engine', 'quiz', 'course', 'views'],
  challenges: ['engine', 'quiz', 'course', 'views'],
  experiments: ['engine', 'quiz', 'course', 'views'],
  'main.tsx': ['app', 'ui'],
};
/** What a folder's tests may import beside that: a lesson is data, and its proof is a run. */
const TESTS_MAY: Readonly<Record<string, readonly string[]>> = { course: ['proof/lessons'], lessons: ['proof/lessons'] };
/** Folders whose files or folders are plug-ins, with their modules that are no plug-in: known to all, outside and inside. */
const PLUG_INS: Readonly<Record<string, readonly string[]>> = {
  'engine/versions': ['version.ts', 'policy.ts', 'vector.ts', 'siblings.ts'],
  'engine/crdts': [],
  'engine/protocols': [],
  'engine/faults': [],
  'engine/checkers': [],
  'engine/metrics': [],
  'engine/presets': [],
  'quiz/kinds': [],
};
/** Folders of plug-ins that stand side by side without a registry file of their own: one folder each, and files shared by them beside the folders. */
const SIDE_BY_SIDE = ['views', 'lessons', 'experiments', 'challenges'];
/** Below the worker the engine is data and types: these modules run it. */
const RUNS_THE_ENGINE = /^engine\/(cluster|history)\.ts$|^engine\/world\//;
const LOOKS_ON = ['state', 'ui', 'views', 'quiz', 'course', 'lessons', 'challenges', 'experiments', 'app'];
/** Packages that a folder must not know, and the folder that does. */
const PACKAGES: readonly { readonly name: RegExp; readonly only: readonly string[] }[] = [
  { name: /^(react|react-dom)(\/|$)/, only: ['main.tsx', 'state', 'ui', 'views', 'quiz', 'course', 'lessons', 'challenges', 'experiments', 'app'] },
  { name: /^radix-ui$/, only: ['ui', 'views', 'quiz', 'course', 'app'] },
  { name: /^zustand(\/|$)/, only: ['state', 'app'] },
  { name: /^d3(-|$)/, only: ['views', 'experiments', 'app', 'ui'] },
  { name: /^(node:|vite$|playwright|@playwright\/)/, only: ['cli', 'proof', 'tidy.ts'] },
];
/** What makes a run depend on something else than scenario, seed and commands, and what to use instead. */
const BANNED: Readonly<Record<string, string>> = {
  'Math.random': "the node's draws (context.draw, base/draws.ts)",
  Date: "the node's clock (context.nowUs)",
  performance: "the node's clock (context.nowUs)",
  setTimeout: 'context.setTimer',
  setInterval: 'context.setTimer, set again by its handler',
  setImmediate: 'context.raise',
  queueMicrotask: 'context.raise',
  requestAnimationFrame: 'context.setTimer',
  console: 'a trace record (context.emit)',
  'crypto.getRandomValues': "the node's draws (context.draw, base/draws.ts)",
  localeCompare: 'a comparison by code unit (<)',
};
const INEXACT = 'log log2 log10 log1p exp expm1 pow sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh atanh hypot cbrt'.split(' ');
export const BANNED_WORDS = [
  ['TO', 'DO'],
  ['FIX', 'ME'],
  ['.on', 'ly('],
  ['@ts-', 'ignore'],
].map((parts) => parts.join(''));
export const MAX_LINES = 400;
const ENTRIES = /^main\.tsx$|^worker\/[^/]+\.worker\.ts$|^cli\/[^/]+\.ts$|^proof\/.*\brun\.ts$|\.test\.tsx?$/;
const EXEMPT_FROM_LENGTH = /^(lessons|challenges)\/|\/fixtures?\b/;

export interface Import {
  readonly from: string;
  /** The path inside src, the package's name, or null where nothing is there. */
  readonly to: string | null;
  readonly written: string;
  readonly ours: boolean;
  readonly typeOnly: boolean;
  /** A re-export passes something on; only an import makes use of it here. */
  readonly passedOn: boolean;
}
type Node = { readonly type: string; readonly [field: string]: unknown };
export type Files = Readonly<Record<string, string>>;
export type Rule = (files: Files, imports: readonly Import[]) => string[];

export const isCode = (path: string): boolean => /\.tsx?$/.test(path);
const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** Visits every node below, parents first. */
function walk(value: unknown, visit: (node: Node, parent: Node | null) => void, parent: Node | null = null): void {
  if (Array.isArray(value)) for (const item of value) walk(item, visit, parent);
  else if (isNode(value)) {
    visit(value, parent);
    for (const field of Object.values(value)) if (typeof field === 'object') walk(field, visit, value);
  }
}

function parse(path: string, source: string): unknown {
  const result = parseSync(path, source, { lang: path.endsWith('x') ? 'tsx' : 'ts' });
  if (result.errors[0]) throw new Error(`${path} does not parse: ${result.errors[0].message}`);
  return result.program;
}

/** Everything that the files name: import, export … from, import(), new URL(…, import.meta.url), import.meta.glob, and @import of a style sheet. */
export function importsOf(files: Files): Import[] {
  const found: Import[] = [];
  for (const [from, source] of Object.entries(files)) {
    const add = (text: unknown, typeOnly = false, passedOn = false): void => {
      if (typeof text !== 'string') return;
      const ours = text.startsWith('.');
      const path = ours ? posix.join(posix.dirname(from), text.replace(/\?.*$/, '')) : text;
      if (!path.includes('*')) found.push({ from, to: ours && !(path in files) && isSource(path) ? null : path, written: text, ours, typeOnly, passedOn });
      else for (const to of Object.keys(files).filter((file) => matches(file, path))) found.push({ from, to, written: text, ours, typeOnly, passedOn });
    };
    if (!isCode(from)) for (const match of source.matchAll(/@import\s+(?:url\()?['"]([^'"]+)['"]/g)) add(match[1]);
    else walk(parse(from, source), (node) => addImport(node, add));
  }
  return found;
}

/** Whether a file is one of a glob's, `*` for a part of a name and `**` for any folders. */
function matches(file: string, glob: string): boolean {
  const pattern = glob.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*\*\/|\*\*|\*/g, (star) => ({ '**/': '(.*/)?', '**': '.*' })[star] ?? '[^/]*');
  return new RegExp(`^${pattern}$`).test(file);
}

/** Whether the path is one that src should hold: code, style or an import without an extension; other assets may lie elsewhere. */
const isSource = (path: string): boolean => !path.startsWith('..') && /\.(tsx?|css)$|\/[^.]+$|^[^.]+$/.test(path);

function addImport(node: Node, add: (text: unknown, typeOnly?: boolean, passedOn?: boolean) => void): void {
  const text = (value: unknown): unknown => (isNode(value) ? value.value : undefined);
  if (node.type === 'ImportDeclaration') {
    const names = node.specifiers as readonly Node[];
    add(text(node.source), node.importKind === 'type' || (names.length > 0 && names.every((name) => name.importKind === 'type')));
  } else if (node.type === 'ExportAllDeclaration' || node.type === 'ExportNamedDeclaration') add(text(node.source), node.exportKind === 'type', true);
  else if (node.type === 'ImportExpression') add(text(node.source));
  else if (node.type === 'TSImportType') add(text(node.source), true);
  else if (node.type === 'NewExpression' && isNode(node.callee) && node.callee.name === 'URL') {
    const target = text((node.arguments as readonly Node[])[0]);
    if (typeof target === 'string' && isCode(target)) add(target);
  } else if (node.type === 'CallExpression' && dotted(node.callee) === 'import.meta.glob') {
    const first = (node.arguments as readonly Node[])[0];
    for (const item of first?.type === 'ArrayExpression' ? (first.elements as readonly Node[]) : [first]) add(text(item));
  }
}

/** `a.b` or `a['b']` as text; an empty string for what is no plain path of names. */
function dotted(node: unknown): string {
  if (!isNode(node)) return '';
  if (node.type === 'Identifier') return String(node.name);
  if (node.type === 'MetaProperty') return 'import.meta';
  if (node.type !== 'MemberExpression' || !isNode(node.property)) return '';
  const name = node.computed === true ? node.property.value : node.property.name;
  return typeof name === 'string' ? `${dotted(node.object)}.${name}` : '';
}

const top = (path: string): string => path.split('/')[0] ?? path;
const within = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);
/** The plug-in of a folder that a path belongs to: the folder's file, or its folder, by name. */
const unitOf = (path: string, folder: string): string => path.slice(folder.length + 1).split('/')[0] ?? '';

export const directionOfImports: Rule = (_files, imports) =>
  imports.flatMap(({ from, to, ours, typeOnly }) => {
    const layer = top(from);
    const allowed = LAYERS[layer];
    if (!ours || to === null || layer === 'app' || layer.startsWith('tidy.') || top(to) === layer) return [];
    if (allowed === undefined) return [`${from}: src/${layer} is no folder of the house; add it to LAYERS here, or move the file`];
    if (layer === 'state' && to === 'worker/messages.ts' && typeOnly) return [];
    if ([...allowed, ...(isTest(from) ? (TESTS_MAY[layer] ?? []) : [])].some((name) => within(to, name))) return [];
    return [`${from} imports ${to}: ${layer} may import only ${allowed.join(', ') || 'nothing of ours'}; move what both need down, or hand it in from above`];
  });

export const onlookersDoNotRunTheEngine: Rule = (_files, imports) =>
  imports.flatMap(({ from, to, typeOnly }) => {
    if (typeOnly || to === null || isTest(from) || !LOOKS_ON.includes(top(from)) || !RUNS_THE_ENGINE.test(to)) return [];
    return [`${from} imports ${to}: the engine runs in the worker; import types and pure selectors, and ask worker/client.ts`];
  });

export const packagesHaveTheirPlace: Rule = (_files, imports) =>
  imports.flatMap(({ from, to, ours, typeOnly }) => {
    if (ours || to === null || typeOnly || isTest(from)) return [];
    const place = PACKAGES.find((one) => one.name.test(to));
    return place === undefined || place.only.includes(top(from)) ? [] : [`${from} imports ${to}: only ${place.only.join(', ')} may`];
  });

export const importsNameAFile: Rule = (_files, imports) =>
  imports.flatMap(({ from, to, written }) => (to === null ? [`${from} imports ${written}: no such file; write the path with its extension`] : []));

export const plugInsStandAlone: Rule = (_files, imports) =>
  imports.flatMap(({ from, to, ours }) => {
    if (!ours || to === null) return [];
    for (const [folder, shared] of Object.entries(PLUG_INS)) {
      if (!within(to, folder)) continue;
      const unit = unitOf(to, folder);
      if (unit === 'index.ts' || shared.includes(unit)) return [];
      if (!within(from, folder)) return isTest(from) ? [] : [`${from} imports ${to}: import it from ${folder}/index.ts, the registry of its plug-ins`];
      const own = unitOf(from, folder);
      const registered = imports.some(
        (one) => one.from === `${folder}/index.ts` && !one.typeOnly && !one.passedOn && one.to !== null && unitOf(one.to, folder) === unit,
      );
      if (own === 'index.ts' || own === unit || isTest(from) || !registered) return [];
      return [`${from} imports ${to}: plug-ins of ${folder} do not know each other; move what both need to a module that the registry does not list`];
    }
    const folder = SIDE_BY_SIDE.find((one) => within(from, one) && within(to, one));
    if (folder === undefined || !to.slice(folder.length + 1).includes('/') || !from.slice(folder.length + 1).includes('/')) return [];
    if (unitOf(from, folder) === unitOf(to, folder)) return [];
    return [`${from} imports ${to}: folders of ${folder} do not know each other; move what both need to a file of ${folder}, or lower`];
  });

export const engineIsDeterministic: Rule = (files) => {
  const problems: string[] = [];
  for (const [path, source] of Object.entries(files)) {
    if (!isCode(path) || isTest(path) || !['base', 'engine'].includes(top(path))) continue;
    const use = (what: string, instead: string): void => void problems.push(`${path} uses ${what}: use ${instead}`);
    walk(parse(path, source), (node, parent) => {
      const name = dotted(node);
      const [object, property = ''] = name.split('.');
      if (name in BANNED && isReference(node, parent)) use(name, BANNED[name] as string);
      if (node.type === 'MemberExpression' && property === 'localeCompare') use('localeCompare', BANNED.localeCompare as string);
      if (object === 'Math' && INEXACT.includes(property)) use(name, '@stdlib/math-base-special-*, whose bits are the same everywhere');
      const power = node.type === 'BinaryExpression' && node.operator === '**';
      if (node.type === 'AssignmentExpression' && node.operator === '**=') use('**=', '@stdlib/math-base-special-pow');
      if (power && !(isNode(node.right) && Number.isInteger(node.right.value))) use('** with a variable exponent', '@stdlib/math-base-special-pow');
      if (node.type === 'VariableDeclarator' && isNode(node.init) && node.init.name === 'Math') use('the parts of Math', 'Math.floor and the like in full');
    });
  }
  return problems;
};

/** Whether a node that reads as a name means the global of that name, not a field, a key or a parameter's name. */
function isReference(node: Node, parent: Node | null): boolean {
  if (node.type === 'MemberExpression' || parent === null) return true;
  if (parent.type === 'MemberExpression') return parent.object === node || parent.computed === true;
  return !(/^(Property|MethodDefinition|PropertyDefinition|TSPropertySignature|TSMethodSignature|ImportSpecifier)$/.test(parent.type) && parent.value !== node);
}

export const noCircles: Rule = (files, imports) => {
  const next = new Map<string, string[]>(Object.keys(files).map((path) => [path, []]));
  for (const { from, to, ours, typeOnly } of imports) if (ours && to !== null && !typeOnly) next.get(from)?.push(to);
  const done = new Set<string>();
  const problems: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) problems.push(`${[...trail.slice(at), path].join(' -> ')}: a circle of imports; move what they share to a module below them`);
    if (at >= 0 || done.has(path)) return;
    for (const to of next.get(path) ?? []) visit(to, [...trail, path]);
    done.add(path);
  };
  for (const path of next.keys()) visit(path, []);
  return problems;
};

export const noDeadFiles: Rule = (files, imports) => {
  const alive = new Set(Object.keys(files).filter((path) => ENTRIES.test(path) || path.endsWith('.d.ts')));
  for (const path of alive) for (const { from, to } of imports) if (from === path && to !== null) alive.add(to);
  return Object.keys(files)
    .filter((path) => !alive.has(path))
    .map((path) => `${path} is reached from no entry (main.tsx, worker, cli, proof, tests): import it where it belongs, or delete it`);
};

export const filesStayShort: Rule = (files) =>
  Object.entries(files).flatMap(([path, source]) => {
    const lines = source.replace(/\n$/, '').split('\n').length;
    return lines <= MAX_LINES || EXEMPT_FROM_LENGTH.test(path) ? [] : [`${path} has ${lines} lines, more than ${MAX_LINES}: split it by what it is about`];
  });

export const nothingLeftUnfinished: Rule = (files) =>
  Object.entries(files).flatMap(([path, source]) =>
    BANNED_WORDS.filter((word) => source.includes(word)).map((word) => `${path} says ${word}: finish it, or write an issue`),
  );
