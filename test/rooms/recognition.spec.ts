import { together } from './together';

together('libs/recognition');
