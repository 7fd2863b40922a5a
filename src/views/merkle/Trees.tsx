/** The two trees, facing, leaves inside: boxes, the lines between them, level heads and the keys. One tab stop; arrow keys go from mark to mark. */
import { useId } from 'react';
import type { ComparedTree } from '../../engine/picture/comparison-view.ts';
import { Mark } from '../../ui/Glyph.tsx';
import type { PickHow } from '../stage.ts';
import { levelName } from './conversation.ts';
import type { Box, TreeLayout } from './layout.ts';
import type { NameMark, nameMarks } from './names.ts';
import type { Target } from './roving.ts';
import type { RowState, TreeItem } from './rows.ts';
import { useRoving } from './use-roving.ts';
import { count, nodeText } from './words.ts';

export type TreeTarget = Target & { readonly label: string; readonly box: Box | null; readonly name: NameMark | null };

export interface TreesProps {
  readonly tree: ComparedTree;
  readonly layout: TreeLayout;
  readonly keys: ReturnType<typeof nameMarks>;
  readonly names: readonly [string, string];
  readonly width: number;
  readonly height: number;
  readonly marked: string | null;
  readonly chosenKey: string | null;
  readonly onTarget: (target: TreeTarget, how: PickHow, element: Element) => void;
  readonly onClear: () => void;
}

/** What each side knows: the peer compares first, the initiator hears of it with the answer. */
function stateOn(side: 0 | 1, { state, level }: TreeItem, { levels }: ComparedTree): RowState {
  if (state === 'unseen') return 'unseen';
  if (side === 1) return state === 'asked' ? 'unseen' : state;
  return levels[level].known === 0 ? 'asked' : state;
}

export function Trees(props: TreesProps) {
  const { tree, layout, keys, names, width, height } = props;
  const id = useId();
  const depth = tree.levels.length;
  const targets: readonly TreeTarget[] = [
    ...layout.boxes.map((box) => ({
      id: `${box.side} ${box.item.id}`,
      x: box.x,
      y: box.y,
      width: box.width,
      height: box.height,
      label: `${names[box.side]}, ${nodeText({ ...box.item, state: stateOn(box.side, box.item, tree) }, depth)}`,
      box,
      name: null,
    })),
    ...keys.names.map((name) => ({ ...name, label: `key ${name.key}`, box: null, name })),
  ];
  const { active, setActive, figure } = useRoving({ targets, onTake: props.onTarget, onClear: props.onClear });
  return (
    <svg {...figure} className="merkle-trees" width={width} height={height} role="group" aria-label={`Hash trees of ${names[0]} and ${names[1]}`}>
      <Patterns id={id} width={width} height={height} />
      <Heads tree={tree} layout={layout} width={width} />
      <g clipPath={`url(#${id}-clip)`}>
        {layout.edges.map(({ key, path, item, side }) => (
          <path key={key} className="merkle-edge" data-state={stateOn(side, item, tree)} d={path} />
        ))}
      </g>
      <KeyNames keys={keys} chosen={props.chosenKey} active={active} onFocus={setActive} />
      {targets.map(
        (target) =>
          target.box !== null && (
            <Node
              key={target.id}
              target={target}
              box={target.box}
              layout={layout}
              state={stateOn(target.box.side, target.box.item, tree)}
              hatch={`url(#${id}-hatch)`}
              active={target.id === active}
              marked={props.marked === target.box.item.id}
              onFocus={setActive}
            />
          ),
      )}
    </svg>
  );
}

function Patterns({ id, width, height }: { readonly id: string; readonly width: number; readonly height: number }) {
  return (
    <defs>
      <pattern id={`${id}-hatch`} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect className="merkle-hatch-ground" width="5" height="5" />
        <path className="merkle-hatch" d="M0 0V5" />
      </pattern>
      <clipPath id={`${id}-clip`}>
        <rect y="30" width={width} height={Math.max(0, height - 30)} />
      </clipPath>
    </defs>
  );
}

function Heads({ tree, layout, width }: { readonly tree: ComparedTree; readonly layout: TreeLayout; readonly width: number }) {
  const depth = tree.levels.length;
  const roomy = layout.pitchX >= 58;
  return (
    <g className="merkle-heads">
      {layout.columns.flatMap(({ level, x }) => {
        if (layout.pitchX < 18 && level % 2 === 1) return [];
        const { width: nodes, known, compared } = tree.levels[level];
        const short = layout.pitchX < 24 ? String(level) : level === 0 ? 'root' : level === depth - 1 ? 'leaf' : String(level);
        return [x, width - x].map((at, side) => {
          const seen = side === 0 ? known : compared;
          const share = `${count(seen)} of ${nodes < 10_000 ? count(nodes) : `${Math.round(nodes / 1000)}k`}`;
          const fits = share.length * 6.7 < layout.pitchX - 4;
          return (
            <g key={`${level} ${side === 0 ? 'left' : 'right'}`} transform={`translate(${at} 0)`}>
              <title>{`${levelName(level, depth)}: ${count(seen)} of ${count(nodes)} compared`}</title>
              <text y="12" className="merkle-level">
                {roomy ? levelName(level, depth) : short}
              </text>
              <text y="26" className="merkle-count">
                {fits ? share : seen === nodes && roomy ? `all ${count(seen)}` : count(seen)}
              </text>
            </g>
          );
        });
      })}
    </g>
  );
}

interface NodeProps {
  readonly target: TreeTarget;
  readonly box: Box;
  readonly layout: TreeLayout;
  readonly state: RowState;
  readonly hatch: string;
  readonly active: boolean;
  readonly marked: boolean;
  readonly onFocus: (id: string) => void;
}

const glyphs = { equal: 'equal', different: 'different', asked: 'hash', unseen: 'help' } as const;

function Node({ target, box, layout, state, hatch, active, marked, onFocus }: NodeProps) {
  const { item, side, x, y, width, height } = box;
  const { hashes, marks } = layout;
  const radius = Math.min(4, height / 3);
  const hash = item.node === null ? null : side === 0 ? item.node.hashA : item.node.hashB;
  const said = state !== 'unseen' && hash !== null ? hash.slice(0, 4) : item.count > 1 ? `×${count(item.count)}` : null;
  const middle = y + height / 2;
  const wide = hashes && said !== null;
  const glyphX = wide ? x + (width - 40) / 2 + 5.5 : x + width / 2;
  return (
    <g
      className="merkle-node"
      role="button"
      tabIndex={active ? 0 : -1}
      aria-label={target.label}
      data-target={target.id}
      data-state={state}
      data-marked={marked || undefined}
      data-gap={item.count > 1 || undefined}
      onFocus={() => onFocus(target.id)}
    >
      <rect className="merkle-focus" x={x - 3} y={y - 3} width={width + 6} height={height + 6} rx={radius + 2} />
      {item.count > 1 && <rect className="merkle-behind" x={x + 2.5} y={y + 2.5} width={width} height={height} rx={radius} />}
      <rect className="merkle-box" x={x} y={y} width={width} height={height} rx={radius} fill={state === 'different' && !marked ? hatch : undefined} />
      {state === 'different' && marks && !marked && (
        <rect
          className="merkle-plate"
          x={wide ? glyphX - 7 : glyphX - 6}
          y={middle - Math.min(7, height / 2 - 1)}
          width={wide ? 43 : 12}
          height={Math.min(14, height - 2)}
          rx="2"
        />
      )}
      {marks && <Mark name={glyphs[state]} x={glyphX} y={middle} size={Math.min(11, height - 2, width - 2)} className="merkle-glyph" />}
      {wide && (
        <text className="merkle-hash" x={glyphX + 8} y={middle + 4}>
          {said}
        </text>
      )}
    </g>
  );
}

interface KeyNamesProps {
  readonly keys: ReturnType<typeof nameMarks>;
  readonly chosen: string | null;
  readonly active: string | null;
  readonly onFocus: (id: string) => void;
}

function KeyNames({ keys, chosen, active, onFocus }: KeyNamesProps) {
  return (
    <g className="merkle-keys">
      {keys.names.map((name) => (
        <g
          key={name.id}
          className="merkle-key"
          role="button"
          tabIndex={active === name.id ? 0 : -1}
          aria-label={`key ${name.key}${name.labels === null ? '' : `, ${name.labels[0]} and ${name.labels[1]} now`}`}
          data-target={name.id}
          data-state={name.state}
          data-chosen={chosen === name.key || undefined}
          onFocus={() => onFocus(name.id)}
        >
          <rect className="merkle-focus" x={name.x - 1} y={name.y} width={name.width + 2} height={name.height} rx="4" />
          <rect className="merkle-key-ground" x={name.x} y={name.y} width={name.width} height={name.height} rx="4" />
          <text x={name.x + name.width / 2} y={name.y + name.height / 2 + 4}>
            {name.key}
          </text>
          {name.labels?.map((label, side) => {
            const own = label.length * 6.7 + 8;
            const x = side === 0 ? name.x - own - 3 : name.x + name.width + 3;
            return (
              <g key={side === 0 ? 'left' : 'right'} className="merkle-version">
                <rect x={x} y={name.y + name.height / 2 - 7.5} width={own} height="15" rx="4" />
                <text x={x + own / 2} y={name.y + name.height / 2 + 4}>
                  {label}
                </text>
              </g>
            );
          })}
        </g>
      ))}
      {keys.more.map(({ id, x, y, text }) => (
        <text key={id} className="merkle-more" x={x} y={y + 4}>
          {text}
        </text>
      ))}
    </g>
  );
}
