import { Fragment, useEffect, useRef } from 'react';
import { asProblem } from '../../shared/api/problem';
import type { Suggestion } from './suggestions';

interface SuggestionListProps {
  id: string;
  suggestions: readonly Suggestion[];
  /** Which one the arrow keys stand on; -1: none. */
  at: number;
  waiting: boolean;
  problem: unknown;
  onChoose: (suggestion: Suggestion) => void;
}

/** What the search box offers, group by group. The focus stays in the box; the arrows move through the list. */
export function SuggestionList({ id, suggestions, at, waiting, problem, onChoose }: SuggestionListProps) {
  const current = useRef<HTMLLIElement>(null);
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <div className="suggestions">
      <ul id={id} role="listbox" aria-label="搜索建议">
        {suggestions.map((one, index) => (
          <Fragment key={one.key}>
            {one.group !== suggestions[index - 1]?.group && (
              <li className="suggestions__group" role="presentation">
                {one.group}
              </li>
            )}
            <li
              id={`${id}-${index}`}
              ref={index === at ? current : undefined}
              role="option"
              aria-selected={index === at}
              className={index === at ? 'suggestions__one is-at' : 'suggestions__one'}
              // pressing the button must not take the focus from the box before the click arrives
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => onChoose(one)}
            >
              <span>{one.label}</span>
              {one.note && <span className="suggestions__note">{one.note}</span>}
            </li>
          </Fragment>
        ))}
      </ul>
      <p className="suggestions__foot" role="status">
        {problem !== null
          ? `企业查不到：${asProblem(problem).detail}`
          : waiting
            ? '正在查找企业…'
            : suggestions.length === 0
              ? '没有符合的；企业至少输入两个字'
              : '↑ ↓ 选择 · Enter 打开 · Esc 关闭'}
      </p>
    </div>
  );
}
