import { together } from './together';

together('libs/platform');
