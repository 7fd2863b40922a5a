/** Passing a run on: a link that carries it whole, or a file with all its futures. Nothing is uploaded. */
import { Dialog } from 'radix-ui';
import { useEffect, useState } from 'react';
import { fileOf } from '../../state/kept/file.ts';
import { LINK_PREFIX, type LinkResult, linkOf } from '../../state/kept/link.ts';
import type { RunRecord } from '../../state/kept/record.ts';
import { Button } from '../../ui/controls.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import { download } from '../download.ts';

export interface ShareProps {
  /** The run as it is now. */
  readonly record: () => RunRecord;
  readonly onClose: () => void;
}

export function Share({ record, onClose }: ShareProps) {
  const [made] = useState(record);
  // Whoever opened it has the focus again when it closes.
  const [opener] = useState(() => document.activeElement);
  const [link, setLink] = useState<LinkResult | null>(null);
  const [copied, setCopied] = useState<string | null>(null);
  const base = `${window.location.origin}${window.location.pathname}`;
  useEffect(() => {
    let left = false;
    linkOf(made, base.length).then(
      (found) => !left && setLink(found),
      () => !left && setLink({ ok: false, reason: 'This browser cannot make links (it lacks compression): save the run as a file instead.' }),
    );
    return () => {
      left = true;
    };
  }, [made, base]);
  const address = link?.ok === true ? `${base}${LINK_PREFIX}${link.code}` : null;
  const copy = () => {
    if (address === null) return;
    navigator.clipboard.writeText(address).then(
      () => setCopied('Copied.'),
      () => setCopied('The browser did not let the page copy it: select the text and copy it yourself.'),
    );
  };
  const others = made.branches?.length ?? 0;
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="share-overlay" />
        <Dialog.Content
          className="share"
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener instanceof HTMLElement) opener.focus();
          }}
        >
          <Dialog.Title>Share this run</Dialog.Title>
          <section>
            <h3>As a link</h3>
            {link === null && <p className="second">Packing it…</p>}
            {link?.ok === false && <p role="status">{link.reason}</p>}
            {address !== null && (
              <>
                <p className="second">It carries the scenario, your commands and this moment. Whoever opens it gets a run of their own.</p>
                <input className="field mono" readOnly value={address} aria-label="Link to this run" onFocus={(event) => event.target.select()} />
                <div className="row">
                  <Button kind="ink" onPress={copy}>
                    Copy the link
                  </Button>
                  <span className="second" role="status">
                    {copied ?? `${address.length.toLocaleString('en-US')} characters`}
                  </span>
                </div>
              </>
            )}
          </section>
          <section>
            <h3>As a file</h3>
            <p className="second">
              {others === 0 ? 'The same run' : `The same run with its ${others === 1 ? 'other future' : `${others} other futures`}`}, to open or drop in the
              Lab.
            </p>
            <Button
              onPress={() => {
                const { name, text } = fileOf(made);
                download(name, text);
              }}
            >
              Download the file
            </Button>
          </section>
          <Dialog.Close asChild>
            <button type="button" className="button quiet icon share-close" aria-label="Close">
              <Glyph name="cross" size={14} />
            </button>
          </Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
