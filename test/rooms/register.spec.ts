import { together } from './together';

together('libs/reference');
together('libs/enterprises');
together('libs/figures');
together('libs/scoring');
