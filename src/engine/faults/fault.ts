/** What a command of the fault family is: it changes the world at once, or says in one sentence why it cannot. */
import type { Command } from '../scenario/scenario.ts';
import type { Loop } from '../world/loop.ts';

export type Refusal = string | null;

export type CommandHandler<T extends Command['type']> = (loop: Loop, command: Extract<Command, { readonly type: T }>) => Refusal;
