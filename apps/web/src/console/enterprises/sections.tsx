import { type ComponentType, lazy } from 'react';
import type { SectionProps } from './section-props';

interface Section {
  /** `?tab=` in the address. */
  key: string;
  label: string;
  /** What of it does not change with the day one looks at: said there, so that nobody takes it for the past. */
  present?: string;
  /** What of it is shown as it was known on that day, not as the day is known now. */
  known?: string;
  Component: ComponentType<SectionProps>;
}

/**
 * The parts of an enterprise's page, in order; the first is shown when the address names none. A part lives in a folder
 * of its own (`<key>/<Key>Section.tsx`, with its queries and style sheet) and is loaded when it is opened. What it keeps
 * in the address it reads from the route itself; the names of those parameters stand in `router.tsx`.
 */
export const sections: readonly Section[] = [
  {
    key: 'overview',
    label: '概况',
    present: '评价卡',
    Component: lazy(async () => ({ default: (await import('./overview/OverviewSection')).OverviewSection })),
  },
  {
    key: 'identity',
    label: '登记事项',
    Component: lazy(async () => ({ default: (await import('./identity/IdentitySection')).IdentitySection })),
  },
  {
    key: 'figures',
    label: '年度数据',
    known: '年度数据、冲突和判断按这一天结束时系统里的显示',
    Component: lazy(async () => ({ default: (await import('./figures/FiguresSection')).FiguresSection })),
  },
  {
    key: 'evidence',
    label: '佐证',
    Component: lazy(async () => ({ default: (await import('./evidence/EvidenceSection')).EvidenceSection })),
  },
  {
    key: 'land',
    label: '用地',
    Component: lazy(async () => ({ default: (await import('./land/LandSection')).LandSection })),
  },
  {
    key: 'support',
    label: '扶持',
    present: '扶持措施和总账',
    Component: lazy(async () => ({ default: (await import('./support/SupportSection')).SupportSection })),
  },
  {
    key: 'peers',
    label: '同类位次',
    present: '同类位次和分类',
    Component: lazy(async () => ({ default: (await import('./peers/PeersSection')).PeersSection })),
  },
  {
    key: 'links',
    label: '关系',
    Component: lazy(async () => ({ default: (await import('./links/LinksSection')).LinksSection })),
  },
  {
    key: 'history',
    label: '变更记录',
    present: '变更记录',
    Component: lazy(async () => ({ default: (await import('./history/HistorySection')).HistorySection })),
  },
];
