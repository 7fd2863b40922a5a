/** Fields of plain documents by path, as in "gossip.intervalMs": read, and changed in a copy that shares the rest. */
type Document = { readonly [name: string]: unknown };

const isDocument = (value: unknown): value is Document => typeof value === 'object' && value !== null;

/** The document with the field at the path changed; sections on the way that are not there are made. */
export function withField(document: Document, path: string, value: unknown): Document {
  const [head = '', ...rest] = path.split('.');
  if (rest.length === 0) return { ...document, [head]: value };
  const inner = document[head];
  return { ...document, [head]: withField(isDocument(inner) ? inner : {}, rest.join('.'), value) };
}

/** The value of a field; undefined where there is none. */
export function fieldAt(document: object, path: string): unknown {
  return path.split('.').reduce<unknown>((at, name) => (isDocument(at) ? at[name] : undefined), document);
}
