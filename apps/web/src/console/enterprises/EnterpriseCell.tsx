import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { CreditCode } from '../../shared/ui/CreditCode';

interface EnterpriseCellProps {
  id: string;
  name: string;
  creditCode: string;
  /** Which part of its page is opened. */
  tab?: 'evidence' | 'history' | 'support';
  /** What stands after the code. */
  more?: ReactNode;
}

/** An enterprise at the head of a row: its name, which leads to its page, and its code below. */
export function EnterpriseCell({ id, name, creditCode, tab, more }: EnterpriseCellProps) {
  return (
    <>
      <Link to="/console/enterprises/$id" params={{ id }} search={tab ? { tab } : {}} className="row-link">
        {name}
      </Link>
      <div className="quiet">
        <CreditCode code={creditCode} /> {more}
      </div>
    </>
  );
}
