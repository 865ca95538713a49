import { together } from './together';

together('libs/figures');
