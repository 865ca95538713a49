import type { ReactNode } from 'react';

/** Nothing is here, why, and what to do about it. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="state state--empty">
      <svg width="44" height="32" viewBox="0 0 44 32" aria-hidden="true">
        <path d="M2 30h10v-8h10v-8h10V6h10" fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="3 3" />
      </svg>
      <strong>{title}</strong>
      {children && <div>{children}</div>}
    </div>
  );
}
