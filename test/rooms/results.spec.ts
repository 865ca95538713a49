import { together } from './together';

together('libs/rankings');
together('libs/measures');
together('apps/cli');
together('apps/server');
together('apps/web');
