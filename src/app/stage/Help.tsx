/** The sheet of shortcuts, printed from their registry, with the switch that turns single keys off (WCAG 2.1.4). Behaviour is Radix's. */
import { Dialog } from 'radix-ui';
import { useStore } from 'zustand';
import { Switch } from '../../ui/controls.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import { shortcuts } from '../shortcuts.ts';
import { preferences, stageStore } from '../stores.ts';
import './help.css';

const groups = ['Time', 'The run', 'In a figure'] as const;

export function Help() {
  const open = useStore(stageStore, (one) => one.help);
  const { singleKeys, setSingleKeys } = useStore(preferences);
  return (
    <Dialog.Root open={open} onOpenChange={(help) => stageStore.getState().set({ help })}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-veil" />
        <Dialog.Content className="dialog">
          <div className="dialog-head">
            <Dialog.Title>Keys and touches</Dialog.Title>
            <Dialog.Close className="button quiet icon" aria-label="Close">
              <Glyph name="cross" size={14} />
            </Dialog.Close>
          </div>
          <Dialog.Description>
            Press or tap anything on the stage to select it and see what can be done to it; a right click shows everything. Play, scrub or step: the past can
            always be gone back to, and what you change there starts another run.
          </Dialog.Description>
          {groups.map((group) => (
            <section key={group}>
              <h3>{group}</h3>
              <dl>
                {shortcuts
                  .filter((one) => one.group === group)
                  .map((one) => (
                    <div key={one.shown}>
                      <dt>
                        <kbd>{one.shown}</kbd>
                      </dt>
                      <dd>{one.does}</dd>
                    </div>
                  ))}
              </dl>
            </section>
          ))}
          <p className="single-keys">
            <Switch on={singleKeys} label="Single-key shortcuts" onChange={setSingleKeys} /> <span aria-hidden="true">Single-key shortcuts</span>
          </p>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
