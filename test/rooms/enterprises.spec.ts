import { together } from './together';

together('libs/enterprises');
