import { together } from './together';

together('test/matrix');
