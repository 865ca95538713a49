import { together } from './together';

together('libs/rankings');
