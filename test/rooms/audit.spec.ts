import { together } from './together';

together('libs/audit');
