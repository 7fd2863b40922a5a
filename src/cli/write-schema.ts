/** Writes public/schema/scenario.v1.json from the scenario format's one source. Run it after changing the format; a test notices if it was forgotten. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { scenarioJsonSchema } from '../engine/scenario/json-schema.ts';

writeFileSync(fileURLToPath(new URL('../../public/schema/scenario.v1.json', import.meta.url)), `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
