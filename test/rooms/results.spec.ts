import { together } from './together';

together('libs/rankings');
together('apps/cli');
together('apps/server');
together('apps/web');
