import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef } from 'react';

/** One box for names and codes, one key away (Ctrl K) from anywhere. */
export function QuickSearch() {
  const input = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const q = input.current?.value.trim() ?? '';
    if ([...q].length < 2) return;
    void navigate({ to: '/console/enterprises', search: { q } });
    if (input.current) input.current.value = '';
  };
  return (
    <form className="shell__search" role="search" aria-label="全局搜索" onSubmit={submit}>
      <input
        ref={input}
        type="search"
        name="q"
        minLength={2}
        maxLength={50}
        autoComplete="off"
        aria-label="搜索企业：名称、曾用名、拼音、首字母或代码，至少两个字"
        placeholder="企业名称、拼音或代码"
      />
      <kbd aria-hidden="true">Ctrl K</kbd>
    </form>
  );
}
