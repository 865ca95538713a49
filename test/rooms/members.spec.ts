import { together } from './together';

together('libs/members');
