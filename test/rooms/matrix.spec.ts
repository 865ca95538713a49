import { together } from './together';

together('test/matrix');
together('test/e2e');
