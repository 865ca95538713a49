import { useCallback, useEffect, useRef, useState } from 'react';
import { closeTuning, stepTuning, type TuningResult } from './rehearsals.queries';

interface Move {
  key: string;
  value: number;
}

/**
 * Sends the moves of one session one after the other. While an answer is awaited only the newest move is kept: a hand
 * is faster than any answer, and where it has been is of no interest.
 */
export function useTuning(id: string) {
  const [result, setResult] = useState<TuningResult>();
  const [error, setError] = useState<unknown>();
  const waiting = useRef<Move | null>(null);
  const busy = useRef(false);
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    const end = () => closeTuning(id);
    window.addEventListener('pagehide', end);
    return () => {
      gone.current = true;
      window.removeEventListener('pagehide', end);
      end();
    };
  }, [id]);
  const move = useCallback(
    async (next: Move) => {
      waiting.current = next;
      if (busy.current) return;
      busy.current = true;
      try {
        for (;;) {
          const at: Move | null = waiting.current;
          if (at === null) break;
          waiting.current = null;
          const answer = await stepTuning(id, at);
          if (gone.current) return;
          setResult(answer);
          setError(undefined);
        }
      } catch (problem) {
        waiting.current = null;
        if (!gone.current) setError(problem);
      } finally {
        busy.current = false;
      }
    },
    [id],
  );
  return { result, error, move };
}
