import { together } from './together';

together('apps/web');
