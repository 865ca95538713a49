import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { queueKeys } from './console/recognition/queue-filter';
import { RouteError } from './console/shell/RouteError';
import { parcelRoutes } from './parcel-routes';
import { at, root } from './root-route';
import { Loading } from './shared/ui/Loading';
import { pick, readSearch, writeSearch } from './shared/search-text';

const routes = [
  createRoute({
    ...at('/'),
    beforeLoad: () => redirect({ to: '/console', replace: true, throw: true }),
  }),
  createRoute({
    ...at('/console'),
    component: lazyRouteComponent(() => import('./console/home/HomePage'), 'HomePage'),
  }),
  createRoute({
    ...at('/console/tasks'),
    validateSearch: pick(
      ...(['kind', 'state', 'due', 'overdue', 'escalated', 'enterprise', 'owner', 'q', 'after', 'page'] as const),
    ),
    component: lazyRouteComponent(() => import('./console/tasks/TasksPage'), 'TasksPage'),
  }),
  createRoute({
    ...at('/console/tasks/$id'),
    component: lazyRouteComponent(() => import('./console/tasks/TaskPage'), 'TaskPage'),
  }),
  createRoute({
    ...at('/console/ledger'),
    validateSearch: pick('state', 'source', 'enterprise', 'q', 'after', 'page'),
    component: lazyRouteComponent(() => import('./console/ledger/LedgerPage'), 'LedgerPage'),
  }),
  createRoute({
    ...at('/console/bulletin'),
    validateSearch: pick('month', 'asOf'),
    component: lazyRouteComponent(() => import('./console/ledger/BulletinPage'), 'BulletinPage'),
  }),
  createRoute({
    ...at('/console/messages'),
    validateSearch: pick('q', 'unread', 'after', 'page', 'message'),
    component: lazyRouteComponent(() => import('./console/messages/MessagesPage'), 'MessagesPage'),
  }),
  createRoute({
    ...at('/console/letters'),
    validateSearch: pick('view', 'after', 'page'),
    component: lazyRouteComponent(() => import('./console/letters/LettersPage'), 'LettersPage'),
  }),
  createRoute({
    ...at('/console/templates'),
    validateSearch: pick('view', 'after', 'page'),
    component: lazyRouteComponent(() => import('./console/templates/TemplatesPage'), 'TemplatesPage'),
  }),
  createRoute({
    ...at('/console/templates/$id'),
    validateSearch: pick('version'),
    component: lazyRouteComponent(() => import('./console/templates/TemplatePage'), 'TemplatePage'),
  }),
  createRoute({
    ...at('/console/enterprises'),
    validateSearch: pick(
      ...(['q', 'region', 'industry', 'ownership', 'status', 'title', 'aboveScale', 'officer'] as const),
      ...(['zone', 'chain', 'segment', 'demo', 'sort', 'after', 'page', 'job'] as const),
    ),
    component: lazyRouteComponent(() => import('./console/enterprises/EnterprisesPage'), 'EnterprisesPage'),
  }),
  createRoute({
    ...at('/console/enterprises/$id'),
    validateSearch: pick(
      ...(['tab', 'asOf', 'own', 'from', 'run', 'unit', 'kind', 'withdrawn', 'after', 'page'] as const),
      ...(['entry', 'facts', 'back'] as const),
    ),
    component: lazyRouteComponent(() => import('./console/enterprises/EnterprisePage'), 'EnterprisePage'),
  }),
  createRoute({
    ...at('/console/enterprises/$id/letter'),
    validateSearch: pick('run'),
    component: lazyRouteComponent(() => import('./console/enterprises/LetterPage'), 'LetterPage'),
  }),
  createRoute({
    ...at('/console/enterprises/$id/advice'),
    validateSearch: pick('standard', 'year', 'purpose', 'deadline'),
    component: lazyRouteComponent(() => import('./console/enterprises/AdvicePage'), 'AdvicePage'),
  }),
  createRoute({
    ...at('/console/segments'),
    validateSearch: pick('from', 'to', 'job'),
    component: lazyRouteComponent(() => import('./console/segments/SegmentsPage'), 'SegmentsPage'),
  }),
  createRoute({
    ...at('/console/duplicates'),
    validateSearch: pick('state', 'after', 'page', 'job'),
    component: lazyRouteComponent(() => import('./console/duplicates/DuplicatesPage'), 'DuplicatesPage'),
  }),
  createRoute({
    ...at('/console/duplicates/$first/$second'),
    component: lazyRouteComponent(() => import('./console/duplicates/PairPage'), 'PairPage'),
  }),
  createRoute({
    ...at('/console/scale-list'),
    validateSearch: pick('view', 'asOf', 'region', 'year', 'after', 'page'),
    component: lazyRouteComponent(() => import('./console/scale-list/ScaleListPage'), 'ScaleListPage'),
  }),
  createRoute({
    ...at('/console/pool'),
    validateSearch: pick(
      ...(['view', 'title', 'track', 'state', 'year', 'officer', 'q', 'after', 'page', 'job'] as const),
    ),
    component: lazyRouteComponent(() => import('./console/pool/PoolPage'), 'PoolPage'),
  }),
  createRoute({
    ...at('/console/pool/$id'),
    component: lazyRouteComponent(() => import('./console/pool/PoolEntryPage'), 'PoolEntryPage'),
  }),
  createRoute({
    ...at('/console/measures'),
    validateSearch: pick('state', 'q', 'after', 'page'),
    component: lazyRouteComponent(() => import('./console/measures/MeasuresPage'), 'MeasuresPage'),
  }),
  createRoute({
    ...at('/console/measures/$id'),
    component: lazyRouteComponent(() => import('./console/measures/MeasurePage'), 'MeasurePage'),
  }),
  createRoute({
    ...at('/console/measures/draft'),
    validateSearch: pick('from'),
    component: lazyRouteComponent(() => import('./console/measures/MeasureEditorPage'), 'MeasureEditorPage'),
  }),
  createRoute({
    ...at('/console/measure-standings'),
    validateSearch: pick('measure', 'standing', 'why', 'by', 'after', 'page', 'job'),
    component: lazyRouteComponent(() => import('./console/measures/StandingsPage'), 'StandingsPage'),
  }),
  createRoute({
    ...at('/console/measure-cases'),
    validateSearch: pick('state', 'overdue', 'after', 'page'),
    component: lazyRouteComponent(() => import('./console/measure-cases/CasesPage'), 'CasesPage'),
  }),
  createRoute({
    ...at('/console/measure-cases/$id'),
    component: lazyRouteComponent(() => import('./console/measure-cases/CasePage'), 'CasePage'),
  }),
  createRoute({
    ...at('/console/budgets'),
    component: lazyRouteComponent(() => import('./console/budgets/BudgetsPage'), 'BudgetsPage'),
  }),
  createRoute({
    ...at('/console/budgets/lists/$id'),
    component: lazyRouteComponent(() => import('./console/budgets/DisbursementPage'), 'DisbursementPage'),
  }),
  createRoute({
    ...at('/console/titles'),
    validateSearch: pick(
      ...([
        'view',
        'title',
        'level',
        'batch',
        'region',
        'state',
        'on',
        'year',
        'kind',
        'report',
        'q',
        'after',
        'page',
      ] as const),
    ),
    component: lazyRouteComponent(() => import('./console/titles/TitlesPage'), 'TitlesPage'),
  }),
  createRoute({
    ...at('/console/official-lists'),
    validateSearch: pick('title', 'after', 'page'),
    component: lazyRouteComponent(() => import('./console/official-lists/OfficialListsPage'), 'OfficialListsPage'),
  }),
  createRoute({
    ...at('/console/official-lists/$id'),
    validateSearch: pick('section', 'q', 'after', 'page', 'job'),
    component: lazyRouteComponent(() => import('./console/official-lists/OfficialListPage'), 'OfficialListPage'),
  }),
  createRoute({
    ...at('/console/imports'),
    validateSearch: pick('job', 'list'),
    component: lazyRouteComponent(() => import('./console/imports/ImportsPage'), 'ImportsPage'),
  }),
  createRoute({
    ...at('/console/code-tables'),
    validateSearch: pick('table', 'q', 'on', 'after', 'page', 'year', 'version'),
    component: lazyRouteComponent(() => import('./console/code-tables/CodeTablesPage'), 'CodeTablesPage'),
  }),
  createRoute({
    ...at('/console/audit'),
    validateSearch: pick(
      ...(['person', 'action', 'objectType', 'objectId', 'from', 'until', 'file'] as const),
      ...(['after', 'page', 'entry', 'job'] as const),
    ),
    component: lazyRouteComponent(() => import('./console/audit/AuditPage'), 'AuditPage'),
  }),
  createRoute({
    ...at('/console/scoring'),
    validateSearch: pick('job'),
    component: lazyRouteComponent(() => import('./console/scoring/ScoringPage'), 'ScoringPage'),
  }),
  createRoute({
    ...at('/console/scoring/$id'),
    validateSearch: pick('outcome', 'q', 'after', 'page'),
    component: lazyRouteComponent(() => import('./console/scoring/RunPage'), 'RunPage'),
  }),
  createRoute({
    ...at('/console/standards'),
    component: lazyRouteComponent(() => import('./console/standards/StandardsPage'), 'StandardsPage'),
  }),
  createRoute({
    ...at('/console/standards/$id'),
    validateSearch: pick('version', 'compare'),
    component: lazyRouteComponent(() => import('./console/standards/StandardPage'), 'StandardPage'),
  }),
  createRoute({
    ...at('/console/rehearsals'),
    validateSearch: pick('job', 'after', 'page'),
    component: lazyRouteComponent(() => import('./console/rehearsals/RehearsalsPage'), 'RehearsalsPage'),
  }),
  createRoute({
    ...at('/console/rehearsals/tuning'),
    validateSearch: pick('standard', 'year'),
    component: lazyRouteComponent(() => import('./console/rehearsals/TuningPage'), 'TuningPage'),
  }),
  createRoute({
    ...at('/console/rehearsals/$id'),
    validateSearch: pick('job', 'after', 'page', 'change', 'clause', 'old', 'new', 'q'),
    component: lazyRouteComponent(() => import('./console/rehearsals/RehearsalPage'), 'RehearsalPage'),
  }),
  createRoute({
    ...at('/console/quality'),
    beforeLoad: () => redirect({ to: '/console/quality/conflicts', replace: true, throw: true }),
  }),
  createRoute({
    ...at('/console/quality/conflicts'),
    validateSearch: pick('year', 'effect', 'state', 'q', 'job', 'after', 'page'),
    component: lazyRouteComponent(() => import('./console/quality/ConflictsPage'), 'ConflictsPage'),
  }),
  createRoute({
    ...at('/console/quality/flags'),
    validateSearch: pick('year', 'check', 'state', 'source', 'q', 'job', 'after', 'page'),
    component: lazyRouteComponent(() => import('./console/quality/FlagsPage'), 'FlagsPage'),
  }),
  createRoute({
    ...at('/console/quality/waiting'),
    validateSearch: pick('run', 'only', 'q', 'after', 'page'),
    component: lazyRouteComponent(() => import('./console/quality/WaitingPage'), 'WaitingPage'),
  }),
  createRoute({
    ...at('/console/rankings'),
    validateSearch: pick('run', 'job', 'after', 'page'),
    component: lazyRouteComponent(() => import('./console/rankings/RankingsPage'), 'RankingsPage'),
  }),
  createRoute({
    ...at('/console/rankings/$id'),
    validateSearch: pick('q', 'outcome', 'after', 'page', 'job'),
    component: lazyRouteComponent(() => import('./console/rankings/RankingPage'), 'RankingPage'),
  }),
  createRoute({
    ...at('/console/yearly-rankings'),
    validateSearch: pick('after', 'page'),
    component: lazyRouteComponent(() => import('./console/yearly/YearlyPage'), 'YearlyPage'),
  }),
  createRoute({
    ...at('/console/yearly-rankings/definitions/new'),
    validateSearch: pick('from'),
    component: lazyRouteComponent(() => import('./console/yearly/NewDefinitionPage'), 'NewDefinitionPage'),
  }),
  createRoute({
    ...at('/console/yearly-rankings/definitions/$id'),
    validateSearch: pick('gaps', 'after', 'page', 'job'),
    component: lazyRouteComponent(() => import('./console/yearly/DefinitionPage'), 'DefinitionPage'),
  }),
  createRoute({
    ...at('/console/yearly-rankings/$id'),
    validateSearch: pick('q', 'line', 'only', 'after', 'page', 'job', 'check', 'sending', 'a', 'b', 'with'),
    component: lazyRouteComponent(() => import('./console/yearly/SnapshotPage'), 'SnapshotPage'),
  }),
  createRoute({
    ...at('/console/yearly-rankings/$id/print'),
    component: lazyRouteComponent(() => import('./console/yearly/PrintPage'), 'PrintPage'),
  }),
  createRoute({
    ...at('/console/recognition'),
    beforeLoad: () => redirect({ to: '/console/recognition/applications', replace: true, throw: true }),
  }),
  createRoute({
    ...at('/console/recognition/batches'),
    validateSearch: pick('state', 'after', 'page'),
    component: lazyRouteComponent(() => import('./console/recognition/BatchesPage'), 'BatchesPage'),
  }),
  createRoute({
    ...at('/console/recognition/batches/$id'),
    component: lazyRouteComponent(() => import('./console/recognition/BatchPage'), 'BatchPage'),
  }),
  createRoute({
    ...at('/console/recognition/batches/$id/invitations'),
    validateSearch: pick('outcome', 'near', 'invited', 'after', 'page'),
    component: lazyRouteComponent(() => import('./console/recognition/invitations/InvitationsPage'), 'InvitationsPage'),
  }),
  createRoute({
    ...at('/console/recognition/meeting-packs/$id'),
    validateSearch: pick('part'),
    component: lazyRouteComponent(() => import('./console/recognition/meeting/MeetingPackPage'), 'MeetingPackPage'),
  }),
  createRoute({
    ...at('/console/recognition/funnel'),
    validateSearch: pick('title', 'year', 'region', 'officer', 'stage', 'after', 'page'),
    component: lazyRouteComponent(() => import('./console/recognition/funnel/FunnelPage'), 'FunnelPage'),
  }),
  createRoute({
    ...at('/console/recognition/applications'),
    validateSearch: pick(...queueKeys, 'after', 'page'),
    component: lazyRouteComponent(() => import('./console/recognition/QueuePage'), 'QueuePage'),
  }),
  createRoute({
    ...at('/console/recognition/applications/$id'),
    validateSearch: pick(...queueKeys, 'revision', 'part'),
    component: lazyRouteComponent(() => import('./console/recognition/CasePage'), 'CasePage'),
  }),
  createRoute({
    ...at('/console/recognition/applications/$id/visit'),
    component: lazyRouteComponent(() => import('./console/recognition/checks/VisitPage'), 'VisitPage'),
  }),
  createRoute({
    ...at('/console/recognition/consultations/$id'),
    component: lazyRouteComponent(
      () => import('./console/recognition/consultations/ConsultationPage'),
      'ConsultationPage',
    ),
  }),
  createRoute({
    ...at('/console/recognition/papers'),
    component: lazyRouteComponent(() => import('./console/paper-check/PaperCheckPage'), 'PaperCheckPage'),
  }),
  createRoute({
    ...at('/console/own'),
    component: lazyRouteComponent(() => import('./console/own/OwnPage'), 'OwnPage'),
  }),
  createRoute({
    ...at('/console/persons'),
    validateSearch: pick('q', 'status', 'after', 'page'),
    component: lazyRouteComponent(() => import('./console/persons/PersonsPage'), 'PersonsPage'),
  }),
  createRoute({
    ...at('/console/persons/$id'),
    component: lazyRouteComponent(() => import('./console/persons/PersonPage'), 'PersonPage'),
  }),
  createRoute({
    ...at('/sign-in'),
    validateSearch: pick('to'),
    component: lazyRouteComponent(() => import('./sign-in/SignInPage'), 'SignInPage'),
  }),
  createRoute({
    ...at('/console/profile'),
    component: lazyRouteComponent(() => import('./console/profile/ProfilePage'), 'ProfilePage'),
  }),
  createRoute({
    ...at('/sign-in/provider'),
    component: lazyRouteComponent(() => import('./sign-in/ReturnPage'), 'ReturnPage'),
  }),
  createRoute({
    ...at('/sign-in/link'),
    component: lazyRouteComponent(() => import('./sign-in/RedeemPage'), 'RedeemPage'),
  }),
  createRoute({
    ...at('/console/members'),
    validateSearch: pick('state', 'q', 'after', 'page'),
    component: lazyRouteComponent(() => import('./console/members/RequestsPage'), 'RequestsPage'),
  }),
  createRoute({
    ...at('/console/members/$id'),
    component: lazyRouteComponent(() => import('./console/members/RequestPage'), 'RequestPage'),
  }),
  createRoute({
    ...at('/portal'),
    component: lazyRouteComponent(() => import('./portal/home/PortalHomePage'), 'PortalHomePage'),
  }),
  createRoute({
    ...at('/portal/register'),
    component: lazyRouteComponent(() => import('./portal/register/RegisterPage'), 'RegisterPage'),
  }),
  createRoute({
    ...at('/portal/invitation'),
    component: lazyRouteComponent(() => import('./portal/invitation/InvitationPage'), 'InvitationPage'),
  }),
  createRoute({
    ...at('/portal/security'),
    component: lazyRouteComponent(() => import('./console/own/OwnPage'), 'OwnPage'),
  }),
  createRoute({
    ...at('/portal/enterprises/$id'),
    component: lazyRouteComponent(() => import('./portal/enterprise/EnterpriseHomePage'), 'EnterpriseHomePage'),
  }),
  createRoute({
    ...at('/portal/enterprises/$id/people'),
    component: lazyRouteComponent(() => import('./portal/enterprise/PeoplePage'), 'PeoplePage'),
  }),
  createRoute({
    ...at('/portal/enterprises/$id/figures/$year'),
    component: lazyRouteComponent(() => import('./portal/enterprise/FiguresPage'), 'FiguresPage'),
  }),
  createRoute({
    ...at('/portal/enterprises/$id/changes'),
    component: lazyRouteComponent(() => import('./portal/changes/ChangesPage'), 'ChangesPage'),
  }),
  createRoute({
    ...at('/portal/enterprises/$id/measures'),
    component: lazyRouteComponent(() => import('./portal/measures/MeasuresPage'), 'MeasuresPage'),
  }),
  createRoute({
    ...at('/portal/enterprises/$id/updates'),
    component: lazyRouteComponent(() => import('./portal/updates/UpdatesPage'), 'UpdatesPage'),
  }),
  createRoute({
    ...at('/portal/enterprises/$id/updates/$year'),
    component: lazyRouteComponent(() => import('./portal/updates/UpdatePage'), 'UpdatePage'),
  }),
  createRoute({
    ...at('/portal/enterprises/$id/applications/$application'),
    component: lazyRouteComponent(() => import('./portal/declaration/DeclarationPage'), 'DeclarationPage'),
  }),
  createRoute({
    ...at('/portal/enterprises/$id/applications/$application/print/$number'),
    component: lazyRouteComponent(() => import('./portal/declaration/PrintPage'), 'PrintPage'),
  }),
  createRoute({
    ...at('/portal/confirmation'),
    component: lazyRouteComponent(() => import('./portal/declaration/ConfirmationPage'), 'ConfirmationPage'),
  }),
  createRoute({
    ...at('/public/notices'),
    validateSearch: pick('after', 'page'),
    component: lazyRouteComponent(() => import('./public/notices/NoticesPage'), 'NoticesPage'),
  }),
  createRoute({
    ...at('/public/notices/$id'),
    component: lazyRouteComponent(() => import('./public/notices/NoticePage'), 'NoticePage'),
  }),
  createRoute({
    ...at('/public/support'),
    validateSearch: pick('after', 'page'),
    component: lazyRouteComponent(() => import('./public/support/SupportNoticesPage'), 'SupportNoticesPage'),
  }),
  createRoute({
    ...at('/public/support/$id'),
    component: lazyRouteComponent(() => import('./public/support/SupportNoticePage'), 'SupportNoticePage'),
  }),
  ...parcelRoutes,
  createRoute({
    ...at('/public/rankings'),
    component: lazyRouteComponent(() => import('./public/rankings/RankingsPage'), 'PublicRankingsPage'),
  }),
  createRoute({
    ...at('/public/rankings/$id'),
    validateSearch: pick('q', 'code', 'after', 'page'),
    component: lazyRouteComponent(() => import('./public/rankings/RankingPage'), 'PublicRankingPage'),
  }),
  createRoute({
    ...at('/console/recognition/objections'),
    validateSearch: pick('state', 'after', 'page'),
    component: lazyRouteComponent(() => import('./console/recognition/notices/ObjectionsPage'), 'ObjectionsPage'),
  }),
  createRoute({
    ...at('/portal/self-check'),
    validateSearch: pick('title', 'purpose', 'day', 'standard'),
    component: lazyRouteComponent(() => import('./portal/self-check/SelfCheckPage'), 'SelfCheckPage'),
  }),
] as const;

/** Addresses of console and portal. Whatever a list is filtered by stands in the address, so that a link shows the same. */
export const router = createRouter({
  routeTree: root.addChildren(routes),
  parseSearch: readSearch,
  stringifySearch: writeSearch,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  defaultPendingComponent: Loading,
  defaultErrorComponent: RouteError,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
