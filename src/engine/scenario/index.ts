/** The scenario format's door: parsing, knobs, the script in order, and the published schema. Types are in `scenario.ts`. */
export { scenarioJsonSchema } from './json-schema.ts';
export { type Knob, knobs, restartOrLive } from './knobs.ts';
export { type ParsedScenario, parseCommand, parseCondition, parseScenario, type Refusal, setKnob } from './parse.ts';
export { arrivals, expandScript, type ScriptStep } from './script.ts';
