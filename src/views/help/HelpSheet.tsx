/**
 * The sheet of keys and touches, printed from the registry of shortcuts, with the switch that turns single keys off (WCAG 2.1.4). On a phone
 * it fills the screen. Behaviour is Radix's: focus stays inside, Escape closes it and gives the focus back.
 */
import { Dialog } from 'radix-ui';
import { Switch } from '../../ui/controls.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import { type Shortcut, shortcutGroups, shortcuts } from '../shortcuts.ts';
import './help-sheet.css';

export interface HelpSheetProps {
  readonly open: boolean;
  readonly singleKeys: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly onSingleKeys: (on: boolean) => void;
}

export function HelpSheet({ open, singleKeys, onOpen, onSingleKeys }: HelpSheetProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpen}>
      <Dialog.Portal>
        <Dialog.Overlay className="help-veil" />
        <Dialog.Content className="help-sheet">
          <div className="help-head">
            <Dialog.Title>Keys and touches</Dialog.Title>
            <Dialog.Close className="button quiet icon" aria-label="Close">
              <Glyph name="cross" size={14} />
            </Dialog.Close>
          </div>
          <Dialog.Description className="help-lead">
            Press or tap anything on the stage to select it and see what can be done to it; a right click shows everything. Play, scrub or step: you can always
            go back to what was seen, and what you change there starts another run.
          </Dialog.Description>
          <div className="help-groups">
            {shortcutGroups.map((group) => (
              <section key={group}>
                <h3>{group}</h3>
                <dl>
                  {shortcuts
                    .filter((one) => one.group === group)
                    .map((one) => (
                      <Line key={one.label} of={one} off={one.single && !singleKeys} />
                    ))}
                </dl>
              </section>
            ))}
          </div>
          <div className="help-single">
            <Switch on={singleKeys} label="Single-key shortcuts" describedBy="help-single-note" onChange={onSingleKeys} />
            <span>
              <strong aria-hidden="true">Single-key shortcuts</strong>
              <span id="help-single-note">Switch them off if you speak to your computer or press keys by accident. Space still plays.</span>
            </span>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Line({ of, off }: { readonly of: Shortcut; readonly off: boolean }) {
  return (
    <div className={off ? 'off' : undefined}>
      <dt>
        {of.shown.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>
        {of.label}
        {off && <span className="help-off"> (off)</span>}
      </dd>
    </div>
  );
}
