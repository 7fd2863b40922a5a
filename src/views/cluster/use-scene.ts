/** Everything that is worked out from the props: what does not change with time is kept from frame to frame. */
import { useMemo } from 'react';
import { cellFaces, heardAt } from './encode.ts';
import { classColours, picture } from './frame.ts';
import { pointOn } from './geometry.ts';
import { linksOf } from './LinkMarks.tsx';
import { layoutCluster } from './layout.ts';
import type { ClusterViewProps } from './props.ts';
import { placeDrops, placeMessages, waysOf } from './traffic.ts';
import { versionsBehind } from './words.ts';

const FRESH_US = 250_000;
/** Where links are looked at by words that keep off them. */
const SHARES = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] as const;

export function useLayout(props: ClusterViewProps, size: { readonly width: number; readonly height: number }) {
  const { snapshot, homes, homeGroups } = props;
  const idsText = snapshot.replicas.map((one) => one.id).join(' ');
  const clientsText = [...new Set([...Object.keys(homes), ...snapshot.clients.map((one) => one.id)])].join(' ');
  const cut = snapshot.groups.length > 1;
  const groupsText = JSON.stringify(cut ? snapshot.groups : homeGroups);
  const homesText = JSON.stringify(homes);
  const regionsText = snapshot.replicas.some((one) => one.region !== undefined)
    ? JSON.stringify(snapshot.replicas.map(({ id, region }) => [id, region ?? '']))
    : '';
  return useMemo(() => {
    const home = JSON.parse(homesText) as Readonly<Record<string, string>>;
    return layoutCluster({
      ids: idsText === '' ? [] : idsText.split(' '),
      groups: JSON.parse(groupsText) as string[][],
      cut,
      regions: new Map(regionsText === '' ? [] : (JSON.parse(regionsText) as [string, string][])),
      width: size.width,
      height: size.height,
      clients: clientsText === '' ? [] : clientsText.split(' ').map((id) => ({ id, home: home[id] ?? null })),
    });
  }, [idsText, clientsText, groupsText, homesText, regionsText, cut, size.width, size.height]);
}

/** Where everything is at this moment. */
export function useScene(props: ClusterViewProps, size: { readonly width: number; readonly height: number }, selectedLink: string | null) {
  const { snapshot, shownKey, records, scenario, tUs, earlier, lingerUs, still } = props;
  const layout = useLayout(props, size);
  const ways = useMemo(() => waysOf(layout), [layout]);
  const view = picture(snapshot, tUs, earlier, lingerUs, records);
  const colours = useMemo(() => classColours(snapshot, shownKey), [snapshot, shownKey]);
  const links = useMemo(() => linksOf(snapshot, selectedLink), [snapshot, selectedLink]);
  const busy = useMemo(
    () =>
      links.flatMap((link) => {
        const way = link.across ? null : ways(link.a, link.b);
        return way === null ? [] : SHARES.map((share) => pointOn(way, share));
      }),
    [links, ways],
  );
  const roundUs = snapshot.mode === 'rounds' ? scenario.gossip.intervalMs * 1000 : null;
  const plain = layout.style === 'full';
  const faces = useMemo(
    () => (plain ? [] : cellFaces(snapshot, shownKey, colours, heardAt(records, snapshot, shownKey, roundUs), FRESH_US, roundUs)),
    [plain, snapshot, shownKey, colours, records, roundUs],
  );
  const behind = useMemo(
    () => new Map(snapshot.clients.map((client) => [client.id, props.recordsFrom > 0 ? null : versionsBehind(records, snapshot.event, client.last)])),
    [snapshot, records, props.recordsFrom],
  );
  const placed = placeMessages(layout, ways, view.moving, snapshot, still);
  const dropsText = view.dropped.map((one) => one.id).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same drops in the same layout stand where they stood
  const drops = useMemo(() => placeDrops(layout, ways, view.dropped, snapshot.groups.length > 1), [layout, ways, dropsText, snapshot.groups.length]);
  const repairsText = view.repairs.map((one) => one.id).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same repairs stay the same marks while time passes
  const repairs = useMemo(() => view.repairs, [repairsText]);
  return { layout, ways, view, colours, links, faces, behind, busy, placed, drops, repairs };
}
