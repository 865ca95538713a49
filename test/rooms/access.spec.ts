import { together } from './together';

together('libs/access');
