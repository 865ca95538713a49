import type { NavigationPage } from './navigation';
import type { RecentEnterprise } from './recent';

/** Somewhere Ctrl K can lead. */
export interface Suggestion {
  /** Unique among all that are offered at once. */
  key: string;
  group: '最近看过' | '企业' | '申报' | '任务' | '消息' | '页面' | '标准' | '查找';
  label: string;
  /** What tells it from others of the same name. */
  note: string;
  target: { to: string; params?: Record<string, string>; search?: Record<string, string> };
}

interface Known {
  recent: readonly RecentEnterprise[];
  pages: readonly NavigationPage[];
  standards: readonly { id: string; name: string; number: string }[];
  /** What the register answered for this text, or for the text before while it is being asked. */
  found: readonly (RecentEnterprise & { note: string })[];
  /** Applications whose enterprise or receipt number has it. */
  applications: readonly { id: string; label: string; note: string }[];
  /** Tasks whose title has the text, with how far they are; messages whose subject has it. */
  tasks: readonly { id: string; title: string; note: string }[];
  messages: readonly { id: string; subject: string; note: string }[];
}

/** Characters a search of the register begins with. */
export const leastCharacters = 2;

/**
 * What is offered for a text, best first: enterprises opened lately, enterprises of the register, applications, tasks, messages, pages, standards; at
 * last the list itself. Without a text: where one was, and every page.
 */
export function suggestionsFor(
  text: string,
  { recent, pages, standards, found, applications, tasks, messages }: Known,
): Suggestion[] {
  const wanted = text.trim().toLowerCase();
  const fits = (...words: string[]) => words.some((word) => word.toLowerCase().includes(wanted));
  const lately = recent.filter(({ name, creditCode }) => fits(name, creditCode)).slice(0, wanted === '' ? 6 : 3);
  const shown = new Set(lately.map(({ id }) => id));
  const enterprise = (
    group: Suggestion['group'],
    { id, name, creditCode }: RecentEnterprise,
    note = '',
  ): Suggestion => ({
    ...{ key: `enterprise-${id}`, group, label: name, note: note || creditCode },
    target: { to: '/console/enterprises/$id', params: { id } },
  });
  const suggestions = [
    ...lately.map((one) => enterprise('最近看过', one)),
    ...(long(wanted) ? found.filter(({ id }) => !shown.has(id)) : []).map((one) => enterprise('企业', one, one.note)),
    ...(long(wanted) ? applications : []).map(({ id, label, note }): Suggestion => ({
      ...{ key: `application-${id}`, group: '申报', label, note },
      target: { to: '/console/recognition/applications/$id', params: { id } },
    })),
    ...(long(wanted) ? tasks : []).map(({ id, title, note }): Suggestion => ({
      ...{ key: `task-${id}`, group: '任务', label: title, note },
      target: { to: '/console/tasks/$id', params: { id } },
    })),
    ...(long(wanted) ? messages : []).map(({ id, subject, note }): Suggestion => ({
      ...{ key: `message-${id}`, group: '消息', label: subject, note },
      target: { to: '/console/messages', search: { q: wanted, message: id } },
    })),
    ...pages
      .filter(({ label, keys }) => fits(label, ...keys.split(' ')))
      .map(({ to, label }): Suggestion => ({ key: `page-${to}`, group: '页面', label, note: '', target: { to } })),
    ...(wanted === '' ? [] : standards.filter(({ id, name, number }) => fits(id, name, number)).slice(0, 5)).map(
      ({ id, name, number }): Suggestion => ({
        ...{ key: `standard-${id}`, group: '标准', label: name, note: number },
        target: { to: '/console/standards/$id', params: { id } },
      }),
    ),
  ];
  return long(wanted) ? [...suggestions, listOf(text.trim())] : suggestions;
}

/** The list of enterprises narrowed by a text. */
export const listOf = (q: string): Suggestion => ({
  ...{ key: 'list', group: '查找', label: `在企业名单里查找“${q}”`, note: '' },
  target: { to: '/console/enterprises', search: { q } },
});

const long = (text: string) => [...text].length >= leastCharacters;
