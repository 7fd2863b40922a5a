/** Keeps a text in sight for a while after it is gone: a quiet stretch passes in 0.3 s, too short to read how long it was. */
import { useEffect, useState } from 'react';

export function useLingering(text: string | null, ms: number): string | null {
  const [kept, setKept] = useState<string | null>(text);
  useEffect(() => {
    if (text !== null) {
      setKept(text);
      return;
    }
    const timer = setTimeout(() => setKept(null), ms);
    return () => clearTimeout(timer);
  }, [text, ms]);
  return text ?? kept;
}
