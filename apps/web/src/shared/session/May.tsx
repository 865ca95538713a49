import type { ReactNode } from 'react';
import { type PermissionName, useMay } from './session';

interface MayProps {
  what: PermissionName;
  children: ReactNode;
  /** Shown instead, where hiding alone would confuse. */
  otherwise?: ReactNode;
}

/** What only those are offered who may do it: a button that would be refused isn't shown. */
export function May({ what, children, otherwise = null }: MayProps) {
  return useMay()(what) ? children : otherwise;
}
