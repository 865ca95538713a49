import { together } from './together';

together('libs/scoring');
