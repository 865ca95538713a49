import { useCallback, useState } from 'react';
import { type ListChoice, readChoice } from './columns';

/** The columns and density a person has chosen for one list, kept in this browser. */
export function useListChoice(list: string): [ListChoice, (change: Partial<ListChoice>) => void] {
  const key = `tidu.list.${list}`;
  const [choice, setChoice] = useState(() => readChoice(window.localStorage.getItem(key)));
  const change = useCallback(
    (part: Partial<ListChoice>) =>
      setChoice((before) => {
        const after = { ...before, ...part };
        window.localStorage.setItem(key, JSON.stringify(after));
        return after;
      }),
    [key],
  );
  return [choice, change];
}
