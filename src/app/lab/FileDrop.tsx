/** Takes a file that is dropped anywhere on a page of the Lab, and says so while one is held over it. */
import { useFileDrop } from './gallery/use-file-drop.ts';
import './file-drop.css';

export function FileDrop({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const over = useFileDrop(onFiles);
  if (!over) return null;
  return (
    <div className="lab-drop">
      <p>Drop the file to open it as a new run</p>
    </div>
  );
}
