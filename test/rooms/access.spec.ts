import { together } from './together';

together('libs/platform');
together('libs/access');
together('libs/members');
together('libs/audit');
