import { Link, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { CreditCode } from '../../shared/ui/CreditCode';
import { wayBack } from './back';

interface ItemHeadProps {
  enterpriseId: string;
  enterpriseName: string;
  creditCode: string;
  /** What is said before the name, and behind the code. */
  before?: ReactNode;
  children?: ReactNode;
}

/** Whom a row of a work list is about; leads to the figures and knows the way back. */
export function ItemHead({ enterpriseId, enterpriseName, creditCode, before, children }: ItemHeadProps) {
  const back = useLocation({ select: wayBack });
  return (
    <p className="work-list__head">
      {before}
      <Link
        to="/console/enterprises/$id"
        params={{ id: enterpriseId }}
        search={{ tab: 'figures', back }}
        className="row-link"
      >
        {enterpriseName}
      </Link>{' '}
      <CreditCode code={creditCode} />
      {children}
    </p>
  );
}
