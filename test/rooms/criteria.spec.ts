import { together } from './together';

together('libs/kernel');
together('libs/criteria');
together('test/architecture');
