import type { Session } from '../shared/session/session';

/** Where somebody goes after signing in: back to the page of the console they came from, never to another address. */
export function placeAfter(
  to: string | undefined,
  { needsFactor, permissions }: Pick<Session, 'needsFactor' | 'permissions'>,
): string {
  if (to !== undefined && /^\/console(\/|\?|$)/.test(to)) return to;
  if (needsFactor) return '/console/own';
  return permissions.includes('enterprises.read') ? '/console' : '/console/persons';
}
