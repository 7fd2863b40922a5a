/** One tree pair with its zoom: which node is zoomed into, the way back as a row of crumbs, and the words of the marked node. */
import { useMemo, useState } from 'react';
import type { ComparedTree, ComparisonView } from '../../engine/picture/comparison-view.ts';
import { Glyph } from '../../ui/Glyph.tsx';
import { anchorOf, type PickHow, type StageProps } from '../stage.ts';
import { fullWindow, heightFor, type TreeSize, treeLayout, windowOf } from './layout.ts';
import { nameMarks } from './names.ts';
import { crumbOf, idOf, pathTo, type RowState, type TreeItem, type TreeRows, treeRows } from './rows.ts';
import { Trees, type TreeTarget } from './Trees.tsx';
import { useZoom } from './use-zoom.ts';
import { copyLabel, nodeText, some } from './words.ts';

const READOUT = 26;
/** Rows closer than this cannot carry marks and names. */
const LEAST_PITCH = 15;

export interface FigureProps extends StageProps {
  readonly view: ComparisonView;
  readonly tree: ComparedTree;
  readonly size: TreeSize;
}

export function Figure(props: FigureProps) {
  const { tree, view, snapshot, size, still, selection, onPick, onShowKey } = props;
  const [focus, setFocus] = useState('0/0');
  const [marked, setMarked] = useState<string | null>(null);
  const rows = useMemo(() => treeRows(tree), [tree]);
  const zoomed = rows.whole || focus === '0/0' ? undefined : rows.items.find((item) => item.id === focus && item.open);
  const target = zoomed === undefined ? fullWindow(rows) : windowOf(rows, zoomed);
  const { window, finish } = useZoom(zoomed?.id ?? '0/0', target, still);
  const width = size.width;
  const height = rows.whole ? Math.max(size.height - READOUT, heightFor(rows.rows, LEAST_PITCH)) : size.height - READOUT;
  const layout = treeLayout(rows, window, { width, height });
  const keys = nameMarks(layout, tree.leaves, tree.levels.length - 1, (key) => {
    const [a, b] = [copyLabel(snapshot, view.from, key), copyLabel(snapshot, view.to, key)];
    return a === null || b === null ? null : [a, b];
  });
  const onTarget = ({ box, name }: TreeTarget, how: PickHow, element: Element): void => {
    finish();
    const key = name?.key ?? onlyKey(tree, box?.item);
    if (key !== null) {
      setMarked(box?.item.id ?? null);
      onShowKey(key);
      onPick({ type: 'key', key }, how, anchorOf(element));
      return;
    }
    if (box === null || how === 'menu') return;
    const { item } = box;
    setMarked(item.id);
    if (rows.whole || !item.open) return;
    setFocus(item.id === zoomed?.id ? (item.parent ?? '0/0') : item.id);
  };
  const clear = (): void => {
    finish();
    setMarked(null);
    if (zoomed === undefined) onPick(null, 'mark', null);
    else setFocus('0/0');
  };
  const zoomTo = (id: string): void => {
    finish();
    setFocus(id);
  };
  const item = rows.items.find((one) => one.id === marked);
  return (
    <>
      <Trees
        tree={tree}
        layout={layout}
        keys={keys}
        names={[view.from, view.to]}
        width={width}
        height={height}
        marked={marked}
        chosenKey={selection?.type === 'key' ? selection.key : selection?.type === 'copy' ? selection.key : null}
        onTarget={onTarget}
        onClear={clear}
      />
      <div className="merkle-readout" style={{ minHeight: READOUT }}>
        {!rows.whole && <Crumbs tree={tree} zoomed={zoomed} onZoom={zoomTo} />}
        <p aria-live="polite">{item === undefined ? hint(rows.whole, zoomed) : `${sentence(nodeText(item, tree.levels.length))}${keysText(tree, item)}`}</p>
        <Legend states={legendOf(rows, tree)} />
      </div>
    </>
  );
}

const meanings = { equal: 'equal', different: 'different', asked: 'asked, no answer yet', unseen: 'not compared' } as const;
const glyphs = { equal: 'equal', different: 'different', asked: 'hash', unseen: 'help' } as const;

/** The states that are on screen now. */
function legendOf({ items }: TreeRows, { levels }: ComparedTree): readonly RowState[] {
  const present = new Set(items.map(({ state }) => state));
  if (levels.some(({ asked, known }) => asked > 0 && known === 0)) present.add('asked').add('unseen');
  return (['equal', 'different', 'asked', 'unseen'] as const).filter((state) => present.has(state));
}

function Legend({ states }: { readonly states: readonly RowState[] }) {
  return (
    <ul className="merkle-legend">
      {states.map((state) => (
        <li key={state}>
          <i data-state={state}>
            <Glyph name={glyphs[state]} size={10} />
          </i>
          {meanings[state]}
        </li>
      ))}
    </ul>
  );
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function hint(whole: boolean, zoomed: TreeItem | undefined): string {
  if (whole) return 'A box is the hash of all keys below it.';
  return zoomed === undefined ? 'A box is the hash of all keys below it. Press one that differs to zoom in.' : 'Press the outermost box to go back up.';
}

/** A leaf's only key. */
function onlyKey(tree: ComparedTree, item: TreeItem | undefined): string | null {
  if (item === undefined || item.level !== tree.levels.length - 1 || item.count > 1) return null;
  const leaf = tree.leaves.find((one) => one.leaf === item.index);
  return leaf !== undefined && leaf.count === 1 ? leaf.keys[0] : null;
}

function keysText({ leaves, levels }: ComparedTree, { level, index, count }: TreeItem): string {
  if (count > 1 || leaves.length < levels[levels.length - 1].width) return '';
  const span = levels[levels.length - 1].width / levels[level].width;
  const number = leaves.reduce((sum, { leaf, count: keys }) => sum + (Math.floor(leaf / span) === index ? keys : 0), 0);
  return `; ${some(number, 'key')} below`;
}

function Crumbs({ tree, zoomed, onZoom }: { readonly tree: ComparedTree; readonly zoomed: TreeItem | undefined; readonly onZoom: (id: string) => void }) {
  const path = zoomed === undefined ? [{ level: 0, index: 0 }] : pathTo(tree, zoomed.level, zoomed.index);
  const shown = path.length > 5 ? [path[0], ...path.slice(-3)] : path;
  return (
    <nav className="merkle-crumbs" aria-label="Zoomed into">
      {shown.map(({ level, index }, i) => (
        <button key={level} type="button" aria-current={i === shown.length - 1 ? 'location' : undefined} onClick={() => onZoom(idOf(level, index))}>
          {crumbOf(tree, level, index)}
        </button>
      ))}
    </nav>
  );
}
