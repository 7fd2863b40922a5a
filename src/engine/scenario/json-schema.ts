/** The JSON Schema of the scenario format, for editors and other tools. It says less than the parser, which also checks across fields. */
import type { Json } from '../versions/version.ts';
import { commandJson } from './commands.ts';
import { conditionJson } from './conditions.ts';
import { document } from './document.ts';
import { type JsonSchema, record } from './schema.ts';

/** Draft 2020-12. Fields carry `x-change` (live or restart) and `x-unit`. */
export function scenarioJsonSchema(): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Scenario',
    description: 'A run of a replica cluster, version 1.',
    ...document.json,
    $defs: { command: withoutChange(commandJson), condition: withoutChange(conditionJson) },
  };
}

/** Whether a field may change while running is a question for fields of the document, not for those of a command. */
function withoutChange(json: Json): Json {
  if (Array.isArray(json)) return json.map(withoutChange);
  if (!record(json)) return json;
  return Object.fromEntries(
    Object.entries(json as { readonly [name: string]: Json })
      .filter(([name]) => name !== 'x-change')
      .map(([name, entry]) => [name, withoutChange(entry)]),
  );
}
