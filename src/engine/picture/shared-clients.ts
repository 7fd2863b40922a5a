/** The clients of one picture after another: an operation that has come no further keeps its view, and a client of which nothing changed its own. */
import { type HistoryEntry, operations } from '../metrics/index.ts';
import type { ActorState, OpenClientOperation } from '../world/actor-state.ts';
import type { World } from '../world/world.ts';
import type { ClientView, OperationView } from './snapshot.ts';
import { endedOperation, openOperation, progressOf } from './snapshot-parts.ts';

interface Known {
  readonly view: ClientView;
  readonly open: ReadonlyMap<number, OperationView>;
  readonly latest: HistoryEntry | undefined;
}

const NONE: ReadonlyMap<number, OperationView> = new Map();

export class SharedClients {
  private readonly world: World;
  private readonly known: Known[] = [];
  private list: readonly ClientView[] = [];

  constructor(world: World) {
    this.world = world;
  }

  views(): readonly ClientView[] {
    const { world, known } = this;
    let isNew = this.list.length !== world.clients.length;
    world.clients.forEach((state, number) => {
      const before = known[number];
      const now = this.viewOf(state, before);
      if (now === before) return;
      known[number] = now;
      isNew = true;
    });
    if (isNew) this.list = known.map(({ view }) => view);
    return this.list;
  }

  private viewOf(state: ActorState, before: Known | undefined): Known {
    const { world } = this;
    const latest = world.folds.state(operations).latest.get(-1 - state.id);
    const open = this.openOf(state, before?.open ?? NONE);
    if (before !== undefined && before.latest === latest && before.open === open) return before;
    const last = latest === undefined ? null : before !== undefined && before.latest === latest ? before.view.last : endedOperation(world, latest);
    const views = before?.open === open ? before.view.open : [...open.values()];
    return { view: { id: state.name, open: views, last }, open, latest };
  }

  /** The client's open operations, the same map where all are as they were. */
  private openOf(state: ActorState, before: ReadonlyMap<number, OperationView>): ReadonlyMap<number, OperationView> {
    const open = state.client?.open;
    if (open === undefined || this.isAsBefore(state, before)) return before;
    const now = new Map<number, OperationView>();
    for (const [operation, one] of open) {
      const known = before.get(operation);
      now.set(operation, known !== undefined && this.isNoFurther(state, one, known) ? known : openOperation(this.world, state, one));
    }
    return now;
  }

  private isAsBefore(state: ActorState, before: ReadonlyMap<number, OperationView>): boolean {
    if (state.client?.open.size !== before.size) return false;
    for (const [operation, one] of state.client.open) {
      const known = before.get(operation);
      if (known === undefined || !this.isNoFurther(state, one, known)) return false;
    }
    return true;
  }

  private isNoFurther(state: ActorState, open: OpenClientOperation, known: OperationView): boolean {
    const { acknowledgements, needed } = progressOf(this.world, state, open);
    return known.acknowledgements === acknowledgements && known.needed === needed;
  }
}
