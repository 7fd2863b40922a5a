/** The messages of a comparison between two lanes, downwards: each step a question and its answer, with its level, bytes and what it said. One tab stop. */
import type { ComparisonView, ExchangeView } from '../../engine/picture/comparison-view.ts';
import { Mark } from '../../ui/Glyph.tsx';
import { kindOf } from '../kinds.ts';
import { anchorOf, type StageProps } from '../stage.ts';
import { progressOf, type Step, stepLabel, stepsOf } from './conversation.ts';
import type { Target } from './roving.ts';
import { useRoving } from './use-roving.ts';
import { bytesText, messageText } from './words.ts';

export interface ConversationProps {
  readonly view: ComparisonView;
  readonly tUs: number;
  readonly width: number;
  /** Room to fill; it takes more where there are too many messages. */
  readonly height: number;
  readonly levels: number;
  /** Rows as high as there is room for. */
  readonly tall?: boolean;
  readonly chosen: string | null;
  readonly onPick: StageProps['onPick'];
}

const TOP = 28;
const LEAST = 16;
const MOST = 44;
const TALL = 120;
const LANE_A = 15;

interface Arrow extends Target {
  readonly message: ExchangeView;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export function Conversation({ view, tUs, width, height, levels, tall = false, chosen, onPick }: ConversationProps) {
  const steps = stepsOf(view);
  const pitch = Math.min(tall ? TALL : MOST, Math.max(LEAST, (height - TOP - 8) / Math.max(1, steps.length)));
  const laneB = tall ? width * 0.45 : Math.min(110, Math.max(72, width * 0.25));
  const bottom = TOP + pitch * Math.max(1, steps.length) + 6;
  const arrows = steps.flatMap((step, i) => arrowsOf(step, TOP + i * pitch, pitch, view.from, laneB));
  const { active, setActive, figure } = useRoving({
    targets: arrows,
    list: true,
    right: laneB,
    onTake: ({ message: { address } }, how, element) => onPick({ type: 'message', address }, how, anchorOf(element)),
    onClear: () => onPick(null, 'mark', null),
  });
  return (
    <svg {...figure} className="merkle-talk" width={width} height={bottom} role="group" aria-label={`Messages between ${view.from} and ${view.to}`}>
      <Lane x={LANE_A} name={view.from} bottom={bottom} />
      <Lane x={laneB} name={view.to} bottom={bottom} />
      {arrows.map((arrow) => (
        <MessageArrow
          key={arrow.id}
          arrow={arrow}
          tUs={tUs}
          label={messageText(arrow.message, levels)}
          active={arrow.id === active}
          chosen={chosen === arrow.message.address}
          onFocus={setActive}
        />
      ))}
      {steps.map((step, i) => (
        <Words
          key={step.question?.address ?? step.answer?.address}
          step={step}
          label={stepLabel(step, levels)}
          x={laneB + 16}
          y={TOP + i * pitch}
          pitch={pitch}
          right={width - 4}
        />
      ))}
    </svg>
  );
}

function arrowsOf({ question, answer }: Step, y: number, pitch: number, from: string, laneB: number): readonly Arrow[] {
  const half = pitch * 0.46;
  const arrow = (message: ExchangeView, y1: number): Arrow => {
    const [x1, x2] = message.from === from ? [LANE_A, laneB] : [laneB, LANE_A];
    return { id: `${message.address}`, message, x1, y1, x2, y2: y1 + half, x: LANE_A, y: y1, width: laneB - LANE_A, height: half };
  };
  return [...(question === null ? [] : [arrow(question, y)]), ...(answer === null ? [] : [arrow(answer, y + pitch * 0.5)])];
}

function Lane({ x, name, bottom }: { readonly x: number; readonly name: string; readonly bottom: number }) {
  return (
    <g className="merkle-lane">
      <path d={`M${x} 24V${bottom}`} />
      <rect x={x - 11} y="2" width="22" height="20" rx="6" />
      <text x={x} y="16">
        {name.length > 3 ? name.slice(0, 2) : name}
        <title>{name}</title>
      </text>
    </g>
  );
}

interface MessageArrowProps {
  readonly arrow: Arrow;
  readonly tUs: number;
  readonly label: string;
  readonly active: boolean;
  readonly chosen: boolean;
  readonly onFocus: (id: string) => void;
}

function MessageArrow({ arrow, tUs, label, active, chosen, onFocus }: MessageArrowProps) {
  const { message, x1, y1, x2, y2 } = arrow;
  const share = progressOf(message, tUs);
  const x = x1 + (x2 - x1) * share;
  const y = y1 + (y2 - y1) * share;
  const angle = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI;
  const arrived = message.endedUs !== null && message.dropped === null;
  const fate = message.dropped !== null ? 'dropped' : arrived ? 'arrived' : 'flying';
  return (
    <g
      className="merkle-message"
      role="button"
      tabIndex={active ? 0 : -1}
      aria-label={label}
      data-target={arrow.id}
      data-fate={fate}
      data-reply={message.type === 'merkle-differences' || message.type === 'merkle-return' || undefined}
      data-chosen={chosen || undefined}
      onFocus={() => onFocus(arrow.id)}
    >
      <rect className="merkle-focus" x={arrow.x - 5} y={arrow.y - 3} width={arrow.width + 10} height={arrow.height + 6} rx="4" />
      {chosen && <rect className="merkle-band" x={arrow.x - 5} y={arrow.y - 2} width={arrow.width + 10} height={arrow.height + 4} rx="4" />}
      {fate === 'flying' && <path className="merkle-way" d={`M${x} ${y}L${x2} ${y2}`} />}
      <path className="merkle-line" d={`M${x1} ${y1}L${x} ${y}`} />
      {fate === 'arrived' && <path className="merkle-head" d="M0 0L-7 -3.5V3.5Z" transform={`translate(${x2} ${y2}) rotate(${angle})`} />}
      {fate === 'dropped' && <Mark name="drop" x={x} y={y} size={13} className="merkle-drop" />}
      {fate === 'flying' && <Mark name={kindOf(message.type)} x={x} y={y} size={12} className="merkle-flying" />}
    </g>
  );
}

interface WordsProps {
  readonly step: Step;
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly pitch: number;
  readonly right: number;
}

/** In one line where steps are close, else in two: what was asked, and below it what was answered. */
function Words({ step: { question, answer }, label, x, y, pitch, right }: WordsProps) {
  const two = pitch >= 32;
  const bytes = (question?.bytes ?? 0) + (answer?.bytes ?? 0);
  const first = y + (two ? pitch * 0.3 : pitch * 0.5) + 2;
  const second = two ? first + 15 : first;
  const resultX = two ? x : x + 56;
  return (
    <g className="merkle-words" aria-hidden="true">
      <text className="merkle-what" x={x} y={first}>
        {label}
        {two && question !== null && <tspan className="merkle-said"> {question.text}</tspan>}
      </text>
      <text className="merkle-bytes" x={right} y={first}>
        {bytesText(two && question !== null ? question.bytes : bytes)}
      </text>
      {answer !== null && (
        <>
          <Mark
            name={answer.different ? 'different' : 'equal'}
            x={resultX + 5}
            y={second - 4}
            size={11}
            className={answer.different ? 'merkle-not' : 'merkle-same'}
          />
          <text className="merkle-result" data-different={answer.different || undefined} x={resultX + 14} y={second}>
            {answer.text}
          </text>
          {two && (
            <text className="merkle-bytes" x={right} y={second}>
              {bytesText(answer.bytes)}
            </text>
          )}
        </>
      )}
      {two && answer === null && question !== null && (
        <text className="merkle-said" x={x} y={second}>
          {question.dropped !== null ? `dropped: ${question.dropped}` : question.endedUs === null ? 'on its way' : 'taken in'}
        </text>
      )}
    </g>
  );
}
