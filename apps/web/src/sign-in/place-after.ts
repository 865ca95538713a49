import type { Session } from '../shared/session/session';

/** Where somebody goes after signing in: back to the page of ours they came from, never to another address. */
export function placeAfter(
  to: string | undefined,
  { duty, needsFactor, permissions }: Pick<Session, 'duty' | 'needsFactor' | 'permissions'>,
): string {
  if (duty === 'member') return to !== undefined && /^\/portal(\/|\?|$)/.test(to) ? to : '/portal';
  if (to !== undefined && /^\/console(\/|\?|$)/.test(to)) return to;
  if (needsFactor) return '/console/own';
  return permissions.includes('enterprises.read') ? '/console' : '/console/persons';
}
