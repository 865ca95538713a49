import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { api, unwrap } from '../../shared/api/client';
import { useMay } from '../../shared/session/session';
import { useDebounced } from '../../shared/ui/use-debounced';
import { dueWords } from '../../shared/desk/due-words';
import { useMessages } from '../messages/messages.queries';
import { useTasks } from '../tasks/tasks.queries';
import { useQueue } from '../recognition/recognition.queries';
import { useStandards } from '../standards/standards.queries';
import { allowedPages } from './allowed';
import { allPages } from './navigation';
import { SuggestionList } from './SuggestionList';
import { leastCharacters, listOf, type Suggestion, suggestionsFor } from './suggestions';
import { recentEnterprises } from './recent';

/** Tasks and messages a text may mean, a few of each. */
function useAtDesk(text: string, may: boolean) {
  const q = useDebounced(text.trim(), 180);
  const asked = may && [...q].length >= leastCharacters;
  const tasks = useTasks({ q, owner: 'all' }, 4, asked).data?.items ?? [];
  const messages = useMessages({ q }, 4, asked).data?.items ?? [];
  return {
    tasks: tasks.map((task) => ({ id: task.id, title: task.title, note: `${task.ownerName} · ${dueWords(task)}` })),
    messages: messages.map(({ id, subject, kindName }) => ({ id, subject, note: kindName })),
  };
}

/** Applications a text may mean: a receipt number, or the name of an enterprise. */
function useApplications(text: string, may: boolean) {
  const q = useDebounced(text.trim(), 180);
  const asked = may && [...q].length >= leastCharacters;
  const { data } = useQueue({ q, sort: 'submitted' }, 4, asked);
  return ((asked && data?.items) || []).map(({ id, enterpriseName, receiptNumber, batchName, stateLabel }) => ({
    ...{ id, label: receiptNumber === null ? enterpriseName : `${enterpriseName} ${receiptNumber}` },
    note: `${stateLabel} · ${batchName}`,
  }));
}

const foundWords = { sound: '', shortName: '简称', formerName: '曾用名', otherNumber: '旧代码' } as const;

/** Enterprises a text may mean; those of the text before stay until the next are there. */
function useFound(text: string) {
  const q = useDebounced(text.trim(), 180);
  const query = useQuery({
    queryKey: ['quick-search', q],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/console/enterprises', { params: { query: { q, limit: 8 } }, signal })),
    enabled: [...q].length >= leastCharacters,
    placeholderData: keepPreviousData,
  });
  return { ...query, settled: q === text.trim() && !query.isPlaceholderData && !query.isFetching };
}

/** One box for enterprises, tasks, messages, pages and standards, one key away (Ctrl K) from anywhere. */
export function QuickSearch() {
  const input = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLFormElement>(null);
  const listId = useId();
  const navigate = useNavigate();
  const may = useMay();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [chosenKey, setChosenKey] = useState<string>();
  const [recent, setRecent] = useState(recentEnterprises);
  const found = useFound(text);
  const standards = useStandards(open);
  const atDesk = useAtDesk(text, may('desk.read'));
  const applications = useApplications(text, may('recognition.read'));
  useCtrlK(input);
  useEffect(() => {
    if (!open) return;
    const leave = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', leave);
    return () => document.removeEventListener('pointerdown', leave);
  }, [open]);

  const q = text.trim();
  const suggestions = suggestionsFor(text, {
    ...atDesk,
    applications,
    recent,
    pages: allowedPages(allPages, may),
    standards: (standards.data?.items ?? []).map(({ id, name, documentNumber }) => ({
      id,
      name,
      number: documentNumber,
    })),
    found: (found.data?.items ?? []).map(({ id, name, creditCode, found: by }) => ({
      ...{ id, name, creditCode },
      note: by?.text ? `${foundWords[by.by]} ${by.text}` : creditCode,
    })),
  });
  // by its key, not its place: what arrives meanwhile must not slip another one under the arrow
  const at = suggestions.findIndex(({ key }) => key === chosenKey);
  const chosen = suggestions[at];
  const show = () => {
    setRecent(recentEnterprises());
    setOpen(true);
  };
  const go = ({ target }: Suggestion) => {
    setOpen(false);
    setText('');
    setChosenKey(undefined);
    input.current?.blur();
    void navigate(target);
  };
  const submit = () => {
    if (chosen) return go(chosen);
    if ([...q].length < leastCharacters) return;
    // a whole code means one enterprise: straight to it
    const [only, ...more] = found.settled ? (found.data?.items ?? []) : [];
    const exact = only && more.length === 0 && only.creditCode === q.toUpperCase();
    go(exact ? { ...listOf(q), target: { to: '/console/enterprises/$id', params: { id: only.id } } } : listOf(q));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return; // the arrows belong to the input method
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (!open) return show();
      const next = at + step < -1 ? suggestions.length - 1 : at + step;
      setChosenKey(suggestions[next]?.key);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (open) setOpen(false);
      else input.current?.blur();
    }
  };
  return (
    <form
      ref={box}
      className="shell__search"
      role="search"
      aria-label="全局搜索"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}
    >
      <input
        ref={input}
        type="search"
        name="q"
        role="combobox"
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open && chosen ? `${listId}-${at}` : undefined}
        maxLength={50}
        autoComplete="off"
        aria-label="搜索企业、任务、消息、页面、标准：名称、曾用名、拼音、首字母或代码"
        placeholder="企业、任务、页面"
        value={text}
        onFocus={show}
        onChange={(event) => {
          setText(event.target.value);
          setChosenKey(undefined);
          show();
        }}
        onKeyDown={onKeyDown}
      />
      <kbd aria-hidden="true">Ctrl K</kbd>
      {open && (
        <SuggestionList
          id={listId}
          suggestions={suggestions}
          at={at}
          waiting={[...q].length >= leastCharacters && !found.settled && !found.error}
          problem={found.error && [...q].length >= leastCharacters ? found.error : null}
          onChoose={go}
        />
      )}
    </form>
  );
}

function useCtrlK(input: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [input]);
}
