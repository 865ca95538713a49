import { type ReactNode, useEffect } from 'react';
import './page-head.css';

interface PageHeadProps {
  /** Title of the page and of the browser's tab. */
  title: string;
  /** What the tab says where the heading would say too much. */
  tab?: string;
  lead?: ReactNode;
  actions?: ReactNode;
}

/** Head of a page: its title, one line that answers what this is, the page's main acts. */
export function PageHead({ title, tab, lead, actions }: PageHeadProps) {
  useEffect(() => {
    document.title = `${tab ?? title} · 梯度`;
  }, [title, tab]);
  return (
    <header className="page-head">
      <div className="page-head__words">
        <h1 tabIndex={-1}>{title}</h1>
        {lead && <div className="page-head__lead">{lead}</div>}
      </div>
      {actions && <div className="page-head__actions no-print">{actions}</div>}
    </header>
  );
}
