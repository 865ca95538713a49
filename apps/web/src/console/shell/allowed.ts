import type { PermissionName } from '../../shared/session/session';
import type { navigation, NavigationGroup, NavigationPage } from './navigation';

type Place = (typeof navigation)[number]['pages'][number]['to'];

/** What one must be allowed to do to open a page; null: it is open to whoever is signed in. */
const needed: Readonly<Record<Place, PermissionName | null>> = {
  '/console': 'enterprises.read',
  '/console/tasks': 'desk.read',
  '/console/ledger': 'desk.read',
  '/console/bulletin': 'desk.read',
  '/console/messages': 'desk.read',
  '/console/letters': 'desk.letters',
  '/console/templates': 'desk.read',
  '/console/enterprises': 'enterprises.read',
  '/console/scale-list': 'enterprises.read',
  '/console/segments': 'scoring.read',
  '/console/duplicates': 'enterprises.read',
  '/console/imports': 'figures.import',
  '/console/parcels': 'parcels.read',
  '/console/pool': 'recognition.read',
  '/console/official-lists': 'recognition.read',
  '/console/titles': 'recognition.read',
  '/console/measure-standings': 'measures.read',
  '/console/measures': 'measures.read',
  '/console/measure-cases': 'measures.read',
  '/console/budgets': 'measures.read',
  '/console/quality/conflicts': 'scoring.read',
  '/console/quality/flags': 'figures.read',
  '/console/quality/waiting': 'scoring.read',
  '/console/recognition/applications': 'recognition.read',
  '/console/recognition/batches': 'recognition.read',
  '/console/recognition/funnel': 'recognition.read',
  '/console/recognition/objections': 'recognition.manage',
  '/console/recognition/papers': 'recognition.read',
  '/console/scoring': 'scoring.read',
  '/console/rankings': 'rankings.read',
  '/console/yearly-rankings': 'rankings.read',
  '/console/standards': 'scoring.read',
  '/console/rehearsals': 'scoring.rehearse',
  '/console/rehearsals/tuning': 'scoring.rehearse',
  '/console/code-tables': 'reference.read',
  '/console/members': 'members.read',
  '/console/persons': 'access.read',
  '/console/profile': 'access.read',
  '/console/audit': 'audit.read',
  '/console/own': null,
};

/** The pages that these permissions open. */
export const allowedPages = (
  pages: readonly NavigationPage[],
  may: (permission: PermissionName) => boolean,
): NavigationPage[] => pages.filter(({ to }) => mayOpen(to, may));

/** Whether these permissions open the page. */
export const mayOpen = (to: string, may: (permission: PermissionName) => boolean): boolean => {
  const permission = to in needed ? needed[to as Place] : null;
  return permission === null || may(permission);
};

/** The groups with the pages that these permissions open; a group without any is left out. */
export const allowedGroups = (
  groups: readonly NavigationGroup[],
  may: (permission: PermissionName) => boolean,
): NavigationGroup[] =>
  groups.map((group) => ({ ...group, pages: allowedPages(group.pages, may) })).filter(({ pages }) => pages.length > 0);
