import { together } from './together';

together('libs/measures');
