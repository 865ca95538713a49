import { together } from './together';

together('test/e2e');
