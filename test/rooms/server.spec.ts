import { together } from './together';

together('apps/server');
