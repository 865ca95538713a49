import { together } from './together';

together('libs/reference');
