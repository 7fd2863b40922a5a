/** The disk's sync: with `syncIntervalMs` above 0 what was written since the last tick is lost by a crash that loses unsynced data. */
import type { Protocol } from '../protocol.ts';

export const diskSync: Protocol = {
  id: 'disk-sync',
  ticks: [
    {
      name: 'disk-sync',
      intervalMs: (config, replica) => (config.replicas[replica].node.syncIntervalMs > 0 ? config.replicas[replica].node.syncIntervalMs : null),
      jitter: () => 0,
      run: (context) => context.syncDisk(),
    },
  ],
};
