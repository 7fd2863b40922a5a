/** What the cluster view is given beyond what every view is. */
import type { Snapshot } from '../../engine/picture/snapshot.ts';
import type { StageProps } from '../stage.ts';
import type { PartitionDraft } from './partition.ts';

export interface ClusterViewProps extends StageProps {
  /** The sides of the last or coming cut, and by client beside which replica it stands. */
  readonly homeGroups: readonly (readonly string[])[];
  readonly homes: Readonly<Record<string, string>>;
  /** The snapshots just before it, oldest first. */
  readonly earlier: readonly Snapshot[];
  /** How long a drop or a repair stays in sight, microseconds. */
  readonly lingerUs: number;
  /** How things stand, in a sentence: the figure's name for those who do not see it. */
  readonly summary: string;
  readonly onHeal: () => void;
  /** While sides are chosen, the draft of them: a tap on a replica changes its side. */
  readonly partition: PartitionDraft | null;
  readonly onPartition: (draft: PartitionDraft) => void;
  readonly onApplyPartition: () => void;
  readonly onCancelPartition: () => void;
}
