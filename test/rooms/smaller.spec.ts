import { together } from './together';

// small beside what loading the modules takes: they share one loading
together('libs/members');
together('libs/desk');
together('libs/audit');
together('libs/reference');
together('libs/rankings');
together('test/e2e');
together('apps/server');
together('apps/web');
