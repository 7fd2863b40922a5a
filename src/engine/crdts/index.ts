/** The registry of CRDTs, one file each: conflict policies whose operations an owner applies to its own state. */
import type { ConflictPolicy } from '../versions/policy.ts';
import { gCounter } from './g-counter.ts';
import { gSet } from './g-set.ts';
import { lwwRegister } from './lww-register.ts';
import { mvRegister } from './mv-register.ts';
import { orSet } from './or-set.ts';
import { pnCounter } from './pn-counter.ts';
import { twoPhaseSet } from './two-phase-set.ts';

const types: { readonly [id: string]: (sync: 'state' | 'delta') => ConflictPolicy } = {
  'g-counter': gCounter,
  'pn-counter': pnCounter,
  'g-set': gSet,
  'two-phase-set': twoPhaseSet,
  'or-set': orSet,
  'lww-register': lwwRegister,
  'mv-register': mvRegister,
};

/** Each type by its word in the scenario. */
export const crdts: readonly (readonly [id: string, create: (store: { readonly crdtSync?: 'state' | 'delta' }) => ConflictPolicy])[] = Object.entries(
  types,
).map(([id, create]) => [id, ({ crdtSync }) => create(crdtSync ?? 'state')]);
